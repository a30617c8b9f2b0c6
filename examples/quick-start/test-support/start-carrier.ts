import { createServer, type Server } from 'node:http'
import { json } from 'node:stream/consumers'
import { listen } from '../src/http/listen'

declare global {
  var carrier: Server | undefined
}

interface Booking {
  reference: string
  parcels: number
  postcode: string
}

/** A stand-in for the carrier, started once before all test files as its container would be. */
export default async function startCarrier(): Promise<void> {
  globalThis.carrier = createServer((request, response) => {
    json(request).then(
      (booking) => {
        const [status, body] = answer(booking as Booking)
        response.writeHead(status).end(JSON.stringify(body))
      },
      () => response.writeHead(400).end(),
    )
  })
  const { url } = await listen(globalThis.carrier)
  process.env.CARRIER_URL = url
}

function answer({ reference, parcels, postcode }: Booking): [number, object] {
  if (postcode === '00000') return [503, { reason: 'down for maintenance' }]
  if (parcels > 50) return [422, { reason: 'more than 50 parcels' }]
  return [201, { trackingNumber: `TRK-${reference}` }]
}
