import { addElement, type JsonObject, memberOf, parseJsonObject, setMember, unitOf } from './json-edits'
import { applyEdits, type Edit } from './text-edits'

const reporter = '"jest-leakguard/reporter"'

/** What a configuration in JSON is to say. */
export interface JsonGoal {
  /** The environment of its own tests; `undefined` where Jest runs none, or nothing has to change. */
  readonly environment: string | undefined
  /** That of the projects that are written in it, by their place; the others stay. */
  readonly projects: ReadonlyMap<number, string>
  /** Has it nothing of what the preset would displace? */
  readonly takesPreset: boolean
  readonly needsReporter: boolean
}

/**
 * A configuration in JSON that names the environments and the reporter, its layout kept; `undefined` when it cannot
 * be read. `isManifest`: it stands in a package.json.
 */
export function guardJson(text: string, isManifest: boolean, goal: JsonGoal): string | undefined {
  const whole = parseJsonObject(text)
  if (whole === undefined) return undefined
  const config = isManifest ? memberOf(whole, 'jest') : whole
  if (config === undefined) return applyEdits(text, [setMember(text, whole, 'jest', fresh(text, goal))])
  if (config.type !== 'ObjectExpression') return undefined
  return applyEdits(text, editsOf(text, config, goal))
}

function editsOf(text: string, config: JsonObject, goal: JsonGoal): Edit[] {
  const isFree = ['preset', 'testEnvironment', 'reporters', 'projects'].every(
    (name) => memberOf(config, name) === undefined,
  )
  if (isFree && goal.takesPreset) return [setMember(text, config, 'preset', '"jest-leakguard"')]
  const members: [JsonObject, string, string][] = []
  if (goal.environment !== undefined)
    members.push([config, 'testEnvironment', JSON.stringify(goal.environment)])
  const projects = memberOf(config, 'projects')
  const listed = projects?.type === 'ArrayExpression' ? projects.elements : []
  for (const [index, environment] of goal.projects) {
    const project = listed[index]
    if (project?.type === 'ObjectExpression')
      members.push([project, 'testEnvironment', JSON.stringify(environment)])
  }
  const reporters = memberOf(config, 'reporters')
  if (goal.needsReporter && reporters?.type !== 'ArrayExpression')
    members.push([config, 'reporters', `["default", ${reporter}]`])
  const edits = combined(members.map(([object, name, value]) => setMember(text, object, name, value)))
  if (goal.needsReporter && reporters?.type === 'ArrayExpression')
    edits.push(addElement(text, reporters, reporter))
  return edits
}

/** New members of one object go to the same place, one behind the other; those of an empty one are one text. */
function combined(edits: readonly Edit[]): Edit[] {
  const byPlace = new Map<string, Edit>()
  for (const edit of edits) {
    const key = `${String(edit.start)}-${String(edit.end)}`
    const before = byPlace.get(key)
    const isInsertion = edit.start === edit.end
    const text =
      before === undefined
        ? edit.text
        : isInsertion
          ? before.text + edit.text
          : joined(before.text, edit.text)
    byPlace.set(key, { ...edit, text })
  }
  return [...byPlace.values()]
}

function joined(first: string, second: string): string {
  return `${first.trimEnd()},${second}`
}

function fresh(text: string, { environment, takesPreset, needsReporter }: JsonGoal): string {
  const unit = unitOf(text)
  const members = takesPreset
    ? ['"preset": "jest-leakguard"']
    : [
        ...(environment === undefined ? [] : [`"testEnvironment": ${JSON.stringify(environment)}`]),
        ...(needsReporter ? [`"reporters": ["default", ${reporter}]`] : []),
      ]
  return `{\n${members.map((member) => unit + unit + member).join(',\n')}\n${unit}}`
}
