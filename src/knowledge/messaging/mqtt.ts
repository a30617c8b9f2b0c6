import type { PackageKnowledge } from '../package-knowledge'

export const mqtt: PackageKnowledge = {
  package: 'mqtt',
  link: 'https://github.com/mqttjs/MQTT.js#endasync',
  close: '`await client.endAsync()`',
  makes: [
    { name: 'connect', close: ['end', 'endAsync'] },
    { name: 'connectAsync', close: ['end', 'endAsync'] },
  ],
}
