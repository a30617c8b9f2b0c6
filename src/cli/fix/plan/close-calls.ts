import { closeCode } from '../../../eslint/reading/advice'
import type { FileReading } from '../../../eslint/reading/file'
import { makerOf } from '../../../eslint/reading/makers'
import { all, around, at, enclosingFunction, nameOf, pathOf } from '../../../eslint/reading/syntax'
import { closing } from '../../../eslint/reading/uses'
import type { Context, Node, Variable } from '../../../eslint/rule'
import type { ReportLeak } from '../../../report/model/model'
import { closerOfProject } from './project-closers'
import { madeBy, type Opened } from './opened-at'

/** A call of the file that closes what a variable holds, as it stands. */
export interface OwnClose {
  readonly call: Node
  readonly isAwaited: boolean
}

/** The code that closes what was opened; `undefined` where nobody can be certain. */
export function closeCodeFor(
  { call, variable, isDirect }: Opened,
  leak: ReportLeak,
  context: Context,
  reading: FileReading,
  file: string,
): string | undefined {
  const { name } = variable
  const told = isDirect ? fromHelp(leak.help ?? '', name, call) : undefined
  if (told !== undefined) return told
  const makes = madeBy(variable)
  const own = makes.flatMap((made) => ofSameKind(made, variable, reading))[0]
  if (own !== undefined) return `${own.isAwaited ? 'await ' : ''}${name}.${own.method}()`
  const maker = makes.includes(call) ? makerOf(call, context, reading) : undefined
  if (maker !== undefined && !/^clear|Sync$/.test(maker.close[0] ?? '')) return closeCode(maker, name)
  return closerOfProject(variable, makes, reading, file)
}

/** What the environment has told to call: the same words with the variable's own name. */
function fromHelp(help: string, name: string, call: Node): string | undefined {
  for (const [, said = ''] of help.matchAll(/`([^`]+)`/g)) {
    const code = /\bfinally \{ (.+?) \}$/.exec(said)?.[1] ?? said
    const [, held = ''] =
      /^(?:await )?(?:new Promise\(\(done\) => )?(\w+)\.\$?\w+\(/.exec(code) ??
      /^(?:clear\w+|fs\.closeSync)\((\w+)\)$/.exec(code) ??
      []
    if (held === '' || /…|^(?:jest|process|new)$/.test(held) || code.includes('…')) continue
    if (held === 'fs' && !/^fs\./.test(pathOf(at(call, 'callee')))) continue
    const closed = code.startsWith('fs.') ? (/\((\w+)\)/.exec(code)?.[1] ?? held) : held
    return code.replaceAll(new RegExp(`\\b${closed}\\b`, 'g'), name)
  }
  return undefined
}

/** The calls that close what a variable holds: `x.close()`, `clearInterval(x)`, `new Promise((done) => x.close(done))`. */
export function closesOf({ references }: Variable): OwnClose[] {
  return references.flatMap(({ identifier }) => {
    const { parent } = identifier
    const isMember = parent?.type === 'MemberExpression' && parent.object === identifier
    const call = isMember ? around(parent).parent : parent
    if (call?.type !== 'CallExpression' || !closing.test(nameOf(call.callee))) return []
    const promise = around(enclosingFunction(call) ?? call).parent
    const whole = promise?.type === 'NewExpression' && nameOf(promise.callee) === 'Promise' ? promise : call
    return [{ call: whole, isAwaited: isAwaited(whole) }]
  })
}

function isAwaited(call: Node): boolean {
  const parent = call.parent?.type === 'ChainExpression' ? call.parent.parent : call.parent
  return /^(?:AwaitExpression|ReturnStatement|ArrowFunctionExpression)$/.test(parent?.type ?? '')
}

/** How the file itself closes another object of the same class or factory: it must be one way. */
function ofSameKind(
  made: Node,
  variable: Variable,
  { calls, source }: FileReading,
): { readonly method: string; readonly isAwaited: boolean }[] {
  const callee = at(made, 'callee')
  const what = callee === undefined ? '' : source.getText(callee)
  const found = calls.flatMap((call) => {
    const other = at(call, 'callee')
    if (other === undefined || source.getText(other) !== what || call.type !== made.type) return []
    const target = at(around(call).parent, 'id') ?? at(around(call).parent, 'left')
    const held = target === undefined ? undefined : source.getScope(target).set.get(nameOf(target))
    return held === undefined || held === variable ? [] : closesOf(held)
  })
  const ways = new Map(
    found
      .filter(({ call }) => all(call, 'arguments').length === 0)
      .map(({ call, isAwaited }) => {
        const method = nameOf(at(call, 'callee'))
        return [`${String(isAwaited)} ${method}`, { method, isAwaited }] as const
      }),
  )
  return ways.size === 1 ? [...ways.values()] : []
}
