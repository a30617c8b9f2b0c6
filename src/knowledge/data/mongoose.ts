import type { PackageKnowledge } from '../package-knowledge'

export const mongoose: PackageKnowledge = {
  package: 'mongoose',
  link: 'https://mongoosejs.com/docs/api/mongoose.html#Mongoose.prototype.disconnect()',
  close: '`await mongoose.disconnect()`',
  makes: [{ name: 'createConnection', close: ['close', 'destroy', 'disconnect'], needsArguments: true }],
}
