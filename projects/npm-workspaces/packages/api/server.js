const http = require('node:http')

exports.start = () =>
  new Promise((resolve) => {
    const server = http.createServer((_request, response) => response.end('pong'))
    server.listen(0, '127.0.0.1', () => resolve(server))
  })
