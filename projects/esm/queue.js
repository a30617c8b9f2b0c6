export class Queue {
  #jobs = []

  add(job) {
    return this.#jobs.push(job)
  }

  async drain() {
    for (const job of this.#jobs.splice(0)) await job()
  }
}
