import type { PackageKnowledge } from '../package-knowledge'

export const nodemailer: PackageKnowledge = {
  package: 'nodemailer',
  link: 'https://nodemailer.com/smtp/pooled',
  close: '`transport.close()`',
  lazyObjects: [{ frame: /[\\/]smtp-pool[\\/]/, maker: /^at new SMTPPool \(/ }],
}
