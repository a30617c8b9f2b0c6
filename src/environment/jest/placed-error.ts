import { leakErrorBrand } from './leak-error-brand'

/** An error of this package that points at a line of a test file: Jest prints the code around it. */
export function placedError(message: string, frame: string): Error {
  const error = new Error(message)
  Object.defineProperty(error, 'name', { value: 'LeakError', configurable: true })
  error.stack = `LeakError: ${message}\n    ${frame}`
  return Object.assign(error, { [leakErrorBrand]: true })
}

/** The frame of a line of a file, as Jest reads it. */
export function frameAt(file: string, line: number): string {
  return `at ${file}:${String(line)}:1`
}
