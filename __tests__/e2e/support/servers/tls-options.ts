const key = 'a key that both sides know'

/**
 * TLS by a key that both sides share, so that no certificate and no private key lie about in this repository.
 */
export const serverTls = { ciphers: 'PSK', pskCallback: () => Buffer.from(key) }

/** Source of `serverTls` and `clientTls` for fixtures. */
export const tlsOptions = `
    const psk = Buffer.from('${key}')
    const serverTls = { ciphers: 'PSK', pskCallback: () => psk }
    const clientTls = {
      ciphers: 'PSK',
      pskCallback: () => ({ psk, identity: 'client' }),
      checkServerIdentity: () => undefined,
    }`
