/** In the names of options, variables and headers whose values are nobody's business. */
const secret = 'pass|pwd|secret|token|key|credential|auth|cookie|session'
const secretName = new RegExp(secret, 'i')

/** A value inside a longer text: quoted, a scheme of authorization, or a word. */
const value = String.raw`(?:"[^"]*"|'[^']*'|(?:Bearer|Basic|Digest|Token)\s+[^\s"']+|[^\s"',;)]+)`

/** What may stand in a program or a shell's command: the first group is shown. */
const secretsInText = [
  // --password hunter2, password: 'hunter2', "token" = hunter2, Authorization: Bearer hunter2
  new RegExp(`(--?[\\w-]*(?:${secret})[\\w-]*(?:=|\\s+))${value}`, 'gi'),
  new RegExp(`([\\w.-]*(?:${secret})[\\w.-]*["']?\\s*[:=]\\s*)${value}`, 'gi'),
  // Environment values, whatever their name.
  new RegExp(`((?:^|\\s)[A-Z_][A-Z0-9_]*=)${value}`, 'g'),
  /((?:^|\s)(?:-u|--user)(?:=|\s+))[^\s:]+:\S+/g,
  /(\b(?:mysql|mariadb|sshpass)\S*\s(?:.*\s)?-p)[^\s-]\S*/g,
]

const assignment = /^(-{0,2}[A-Za-z_][\w.-]*)=(.*)$/s
const header = /^([A-Za-z][\w-]*): /
const credentialOption = /^(?:-u|--user)$/
const gluedPassword = /^-p[^\s-]/
const passwordPrograms = /(?:^|[\\/])(?:mysql|mariadb|sshpass)/

/** Longer arguments are programs and data, not options. */
const longest = 80
const longestMessage = 200

/** A command line without the values that may be secrets: passwords, tokens, variables, URL credentials. */
export function redactCommand(args: readonly string[]): string {
  const takesPassword = passwordPrograms.test(args[0] ?? '')
  return args
    .map((arg, index) =>
      takesPassword && gluedPassword.test(arg) ? '-p***' : redactArgument(arg, args[index - 1]),
    )
    .join(' ')
}

function redactArgument(arg: string, previous: string | undefined): string {
  if (previous !== undefined && isSecretOf(previous, arg)) return '***'
  const [, headerName] = header.exec(arg) ?? []
  if (headerName !== undefined && secretName.test(headerName)) return `${headerName}: ***`
  const [, name, text] = assignment.exec(arg) ?? []
  if (name === undefined || text === undefined) return shorten(redactText(arg))
  // NAME=value is an environment value; --name=value an option.
  const hidden = !name.startsWith('-') || secretName.test(name)
  return `${name}=${hidden ? '***' : shorten(redactText(text))}`
}

/** The value that follows an option. */
function isSecretOf(option: string, arg: string): boolean {
  if (credentialOption.test(option)) return arg.includes(':')
  return option.startsWith('-') && !/[=\s]/.test(option) && secretName.test(option)
}

function redactText(text: string): string {
  return secretsInText.reduce((shown, pattern) => shown.replace(pattern, '$1***'), redactUrl(text))
}

/** `postgres://user:password@host/db?sslkey=x` becomes `postgres://user@host/db`. */
export function redactUrl(text: string): string {
  return (
    text
      // Alone in a web address, a name is a token.
      .replace(/(https?:\/\/)[^\s:/@]+@/gi, '$1***@')
      // Passwords may contain what they should not; `host:4000/a@b` has none.
      .replace(/([a-z][a-z0-9+.-]*:\/\/[^\s:/@]*):(?!\d+(?:[/?#\s]|$))\S*@/gi, '$1@')
      .replace(/([a-z][a-z0-9+.-]*:\/\/[^\s?#]*)[?#]\S*/gi, '$1')
  )
}

/** The text of an error on one line, without what may be secret. */
export function redactMessage(text: string): string {
  return shorten(redactText(text), longestMessage)
}

function shorten(text: string, most = longest): string {
  const line = text.replaceAll(/\s+/g, ' ')
  if (line.length <= most) return line
  // The end of a path tells most, and the beginning of everything else.
  return /^(?:\/|[A-Za-z]:\\)\S*$/.test(line) ? `…${line.slice(-most)}` : `${line.slice(0, most)}…`
}
