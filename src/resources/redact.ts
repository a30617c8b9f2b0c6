/** In the names of options, variables and headers whose values are nobody's business. */
const secret = 'pass|pwd|secret|token|key|credential|auth|cookie|session'
/** Short ones, which are parts of other words: `--pw`, `db_pin`, `bearer`. */
const shortSecret = '(?<![A-Za-z])(?:pw|pin|otp|jwt|pat|sig|bearer)(?![A-Za-z])'
const secretName = new RegExp(`${secret}|${shortSecret}`, 'i')

/** A value inside a longer text: quoted, a scheme of authorization, or a word. */
const value = String.raw`(?:"[^"]*"|'[^']*'|(?:Bearer|Basic|Digest|Token)\s+[^\s"']+|[^\s"',;)]+)`

/** What may stand in a program or a shell's command: the first group is shown. */
const secretsInText = [
  // --pw hunter2, pin: 1234
  new RegExp(`(--?[\\w-]*${shortSecret}[\\w-]*(?:=|\\s+))${value}`, 'gi'),
  new RegExp(`(${shortSecret}["']?\\s*[:=]\\s*)${value}`, 'gi'),
  // password "hunter2", token is hunter2
  new RegExp(`((?:${secret})[\\w-]*\\s+)(?:"[^"]*"|'[^']*')`, 'gi'),
  new RegExp(`((?:${secret})\\w*\\s+(?:(?:is|was|of)\\s+)?)(?=\\S*\\d)[^\\s"']+`, 'gi'),
  // --password hunter2, password: 'hunter2', "token" = hunter2, Authorization: Bearer hunter2
  new RegExp(`(--?[\\w-]*(?:${secret})[\\w-]*(?:=|\\s+))${value}`, 'gi'),
  new RegExp(`([\\w.-]*(?:${secret})[\\w.-]*["']?\\s*[:=]\\s*)${value}`, 'gi'),
  // Environment values, whatever their name.
  new RegExp(`((?:^|\\s)[A-Z_][A-Z0-9_]*=)${value}`, 'g'),
  /((?:^|\s)(?:-u|--user)(?:=|\s+))[^\s:]+:\S+/g,
  /(\b(?:mysql|mariadb|sshpass)\S*\s(?:.*\s)?-p)[^\s-]\S*/g,
  /(\b(?:redis|valkey|keydb)-cli\s(?:.*\s)?-a\s+)\S+/g,
  /(\b(?:sqlcmd|bcp|osql|unzip|zip|mosquitto_\w+)\s(?:.*\s)?-P\s*)\S+/g,
  /(\b(?:mongo\w*|cqlsh|sshpass|docker|podman|influx)\s(?:.*\s)?-p\s+)\S+/g,
  /(\bldap\w+\s(?:.*\s)?-w\s+)\S+/g,
  // What a shell hands to a program's input.
  /(\b(?:echo|printf)\s+(?:-\w+\s+)*)[^|;&]*[^|;&\s](?=\s*\|)/g,
  /(<<<\s*)(?:"[^"]*"|'[^']*'|\S+)/g,
]

/** What gives itself away wherever it stands: tokens of known services, signed ones, private keys. */
const tokens = new RegExp(
  [
    String.raw`\beyJ[\w-]{5,}\.[\w-]+(?:\.[\w-]*)?`,
    String.raw`\b(?:gh[a-z]|github_pat|glpat|npm|xox[a-z]|xapp|sk|pk|rk|whsec|shp[a-z]{2}|dop_v1|hf|pypi|SG)[_.-][\w.-]{8,}`,
    String.raw`\b(?:AKIA|ASIA)[A-Z0-9]{12,}`,
    String.raw`\bAIza[\w-]{20,}`,
    String.raw`-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*`,
  ].join('|'),
  'g',
)

/** Paths that are secrets: whoever knows them may post. */
const webhooks = [
  /(https?:\/\/[^\s/]*hook[^\s/]*\/)[^\s"']+/gi,
  /(https?:\/\/[^\s/]+(?:\/[^\s/"']*)*?\/(?:web)?hooks?\/)[^\s"']+/gi,
  /(https?:\/\/[^\s/]+\/bot)\d+:[^\s/"']+/gi,
]

const assignment = /^(-{0,2}[A-Za-z_][\w.-]*)=(.*)$/s
const header = /^([A-Za-z][\w-]*): /
const credentialOption = /^(?:-u|--user)$/
const gluedPassword = /^-p[^\s-]/
const passwordPrograms = /(?:^|[\\/])(?:mysql|mariadb|sshpass)/
/** Options that are followed by a password in some programs, and by something else in most. */
const passwordOptions: readonly (readonly [program: RegExp, option: RegExp])[] = [
  [/(?:^|[\\/])(?:redis|valkey|keydb)-cli/, /^-a$/],
  [/(?:^|[\\/])(?:sqlcmd|bcp|osql|unzip|zip|mosquitto_)/, /^-P$/],
  [/(?:^|[\\/])(?:mongo|cqlsh|sshpass|docker|podman|influx)/, /^-p$/],
  [/(?:^|[\\/])ldap/, /^-w$/],
]

/** Longer arguments are programs and data, not options. */
const longest = 80
const longestMessage = 200
/** More is never shown of a text, and what is looked for takes long to be found in a program of many pages. */
const longestRead = 500

/** A command line without the values that may be secrets: passwords, tokens, variables, URL credentials. */
export function redactCommand(args: readonly string[]): string {
  const takesPassword = passwordPrograms.test(args[0] ?? '')
  return args
    .map((arg, index) => {
      if (takesPassword && gluedPassword.test(arg)) return '-p***'
      const previous = args[index - 1]
      if (
        passwordOptions.some(
          ([program, option]) => program.test(args[0] ?? '') && option.test(previous ?? ''),
        )
      )
        return '***'
      return redactArgument(arg, previous)
    })
    .join(' ')
}

function redactArgument(arg: string, previous: string | undefined): string {
  if (previous !== undefined && isSecretOf(previous, arg)) return '***'
  const [, headerName] = header.exec(arg) ?? []
  if (headerName !== undefined && secretName.test(headerName)) return `${headerName}: ***`
  const [, name, text] = assignment.exec(arg) ?? []
  if (name === undefined || text === undefined) return shorten(redactText(arg))
  // NAME=value is an environment value; --name=value an option.
  const isCredential = credentialOption.test(name) && text.includes(':')
  const hidden = !name.startsWith('-') || secretName.test(name) || isCredential
  return `${name}=${hidden ? '***' : shorten(redactText(text))}`
}

/** The value that follows an option. */
function isSecretOf(option: string, arg: string): boolean {
  if (credentialOption.test(option)) return arg.includes(':')
  return option.startsWith('-') && !/[=\s]/.test(option) && secretName.test(option)
}

function redactText(text: string): string {
  return redactShapes(
    secretsInText.reduce((shown, pattern) => shown.replace(pattern, '$1***'), redactUrl(begin(text))),
  )
}

/** The part of a text that may be shown: the end of a path, else the beginning. */
function begin(text: string): string {
  if (text.length <= longestRead) return text
  if (isPath(text)) return text.slice(-longestRead)
  // A password that goes on beyond has lost the sign that it was one.
  return text.slice(0, longestRead).replace(/(:\/\/[^\s:/@]*):[^\s@]*$/, '$1…')
}

const isPath = (text: string): boolean => /^(?:\/|[A-Za-z]:\\)\S*$/.test(text)

/** Tokens and paths of webhooks, wherever they stand. */
function redactShapes(text: string): string {
  const shown = webhooks.reduce((rest, pattern) => rest.replace(pattern, '$1***'), text)
  return shown.replace(tokens, '***')
}

/** What a name in front of it, or its shape, gives away in a line of source. */
const secretLiteral = new RegExp(
  `((?:${secret}|${shortSecret})[\\w$]*["']?\\s*[:=]\\s*)(?:"[^"]*"|'[^']*'|\`[^\`]*\`)`,
  'gi',
)

/** Within one literal, `'API_KEY=hunter2'` or `'?token=hunter2'`, and in two of a list, `'--password', 'hunter2'`. */
const secretAssignment = new RegExp(
  `(?<=["'\`][^"'\`]*)((?:${secret}|${shortSecret})[\\w-]*[=:])(?!\\/\\/)[^"'\`&\\s]+`,
  'gi',
)
const secretArgument = new RegExp(
  `(["'\`]-{1,2}[\\w-]*(?:${secret}|${shortSecret})[\\w-]*["'\`]\\s*,\\s*)(?:"[^"]*"|'[^']*'|\`[^\`]*\`)`,
  'gi',
)

/** A line of source without literals that are secrets; everything else as it is written. */
export function redactSource(line: string): string {
  return redactShapes(
    line
      .replace(secretLiteral, "$1'***'")
      .replace(secretAssignment, '$1***')
      .replace(secretArgument, "$1'***'")
      .replace(/(:\/\/[^\s:/@'"`]*):[^\s@'"`/]+@/g, '$1:***@'),
  )
}

/** `postgres://user:password@host/db?sslkey=x` becomes `postgres://user@host/db`. */
export function redactUrl(text: string): string {
  return (
    text
      // Alone in a web address, a name is a token.
      .replace(/(https?:\/\/)[^\s:/@]+@/gi, '$1***@')
      // Passwords may contain what they should not; `host:4000/a@b` has none.
      .replace(/((?<![a-z0-9+.-])[a-z0-9+.-]+:\/\/[^\s:/@]*):(?!\d+(?:[/?#\s]|$))\S*@/gi, '$1@')
      .replace(/((?<![a-z0-9+.-])[a-z0-9+.-]+:\/\/[^\s?#]*)[?#]\S*/gi, '$1')
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
  return isPath(line) ? `…${line.slice(-most)}` : `${line.slice(0, most)}…`
}
