import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { json } from 'node:stream/consumers'

/** One request over a connection of its own: `fetch` keeps its connections, and a timer for them. */
export async function send(url: string, method: 'GET' | 'PUT' | 'POST', body?: object): Promise<unknown> {
  const call = request(url, { method, agent: false })
  call.end(body === undefined ? undefined : JSON.stringify(body))
  const [response] = (await once(call, 'response')) as [IncomingMessage]
  return json(response)
}
