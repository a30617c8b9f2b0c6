import Ajv2020 from 'ajv/dist/2020'
import addFormats from 'ajv-formats'

import schema from '../../../schema/report.json'

const ajv = new Ajv2020({ strict: true, allErrors: true })
addFormats(ajv)
const check = ajv.compile(schema)

/** What our schema says against a document; empty when it is valid. */
export function schemaErrors(document: unknown): string[] {
  return check(document)
    ? []
    : (check.errors ?? []).map((error) => `${error.instancePath} ${error.message ?? ''}`)
}
