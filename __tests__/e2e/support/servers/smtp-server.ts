import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'

/** Takes every mail, and keeps connections until its client ends them. */
export async function startSmtp(): Promise<{ readonly port: number; close(): void }> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.write('220 ready\r\n')
    let isData = false
    socket.setEncoding('utf8').on('data', (text: string) => {
      if (isData && !/(?:^|\r\n)\.\r\n$/.test(text)) return
      const begins = !isData && text.startsWith('DATA')
      isData = begins
      socket.write(begins ? '354 go on\r\n' : '250 ok\r\n')
    })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}
