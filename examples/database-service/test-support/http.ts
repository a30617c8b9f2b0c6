export async function send(url: string, method: 'GET' | 'PUT' | 'POST', body?: object): Promise<unknown> {
  const response = await fetch(url, body === undefined ? { method } : { method, body: JSON.stringify(body) })
  return response.json()
}
