/** In the place of `globalSetup` and `globalTeardown`: a planted leak needs no database. */
export default function nothing(): void {
  // Just that.
}
