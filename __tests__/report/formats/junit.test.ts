import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { validateXML } from 'xmllint-wasm'

import { junit } from '../../../src/report/formats/junit'
import { hostileReport } from '../support/hostile'
import { everything, report } from '../support/records'

/** What xmllint, libxml2's own checker, says against a document. */
async function xmlErrors(contents: string): Promise<unknown[]> {
  const result = await validateXML({ xml: { fileName: 'leaks.xml', contents }, schema: [xsd] })
  return [...result.errors]
}

/** What Jenkins, GitLab and Azure DevOps agree on. */
const xsd = `<?xml version="1.0"?>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:attributeGroup name="counts">
    <xs:attribute name="tests" type="xs:nonNegativeInteger" use="required"/>
    <xs:attribute name="failures" type="xs:nonNegativeInteger" use="required"/>
    <xs:attribute name="errors" type="xs:nonNegativeInteger" use="required"/>
    <xs:attribute name="time" type="xs:decimal"/>
  </xs:attributeGroup>
  <xs:complexType name="problem"><xs:simpleContent><xs:extension base="xs:string">
    <xs:attribute name="message" type="xs:string"/><xs:attribute name="type" type="xs:string"/>
  </xs:extension></xs:simpleContent></xs:complexType>
  <xs:element name="testsuites"><xs:complexType><xs:sequence>
    <xs:element name="testsuite" minOccurs="0" maxOccurs="unbounded"><xs:complexType><xs:sequence>
      <xs:element name="testcase" minOccurs="0" maxOccurs="unbounded"><xs:complexType><xs:choice minOccurs="0">
        <xs:element name="failure" type="problem"/><xs:element name="error" type="problem"/>
        <xs:element name="skipped" type="problem"/><xs:element name="system-out" type="xs:string"/>
      </xs:choice>
      <xs:attribute name="name" type="xs:string" use="required"/>
      <xs:attribute name="classname" type="xs:string" use="required"/>
      <xs:attribute name="time" type="xs:decimal"/></xs:complexType></xs:element>
    </xs:sequence><xs:attribute name="name" type="xs:string" use="required"/>
    <xs:attribute name="file" type="xs:string"/>
    <xs:attribute name="skipped" type="xs:nonNegativeInteger" use="required"/><xs:attributeGroup ref="counts"/></xs:complexType></xs:element>
  </xs:sequence><xs:attribute name="name" type="xs:string"/><xs:attributeGroup ref="counts"/></xs:complexType></xs:element>
</xs:schema>`

test.each([
  ['everything', everything()],
  ['nothing', report()],
  ['hostile names', hostileReport()],
])('%s is well-formed and valid', async (_name, given) => {
  expect(await xmlErrors(junit(given))).toEqual([])
})

interface Read {
  readonly tests: number
  readonly failures: number
  readonly errors: number
  readonly testsuite: readonly {
    readonly name: string
    readonly skipped: number
    readonly testcase?: readonly { readonly name: string }[]
  }[]
}

/** What junit2json, a reader of other people's making, finds. */
function readBack(contents: string): Read {
  const directory = mkdtempSync(join(tmpdir(), 'leakguard-junit-'))
  try {
    const file = join(directory, 'leaks.xml')
    writeFileSync(file, contents)
    const command = join(__dirname, '../../../node_modules/junit2json/dist/esm/cli.js')
    return JSON.parse(execFileSync(process.execPath, [command, file], { encoding: 'utf8' })) as Read
  } finally {
    rmSync(directory, { recursive: true })
  }
}

test('a reader finds the leaks of tests, of files and after files as failures', () => {
  const read = readBack(junit(everything()))
  expect(read).toMatchObject({ tests: 5, failures: 3, errors: 1 })
  expect(read.testsuite.map(({ skipped }) => skipped)).toEqual([0, 0, 0, 1])
  expect(read.testsuite.map((suite) => [suite.name, suite.testcase?.map(({ name }) => name)])).toEqual([
    ['app/a.test.js', ['orders › ships', 'the file itself']],
    ['app/b.test.js', ['shop']],
    ['app/crashed.test.js', ['runs to its end']],
    ['app/dom.test.js', ['leaves nothing open']],
  ])
})

test('hostile names add no elements', () => {
  const given = hostileReport()
  const suites = readBack(junit(given)).testsuite
  expect(suites).toHaveLength(given.files.length)
  expect(suites.flatMap(({ testcase }) => testcase ?? []).filter(({ name }) => name === 'forged')).toEqual([])
})
