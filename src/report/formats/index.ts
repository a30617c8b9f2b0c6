import type { FormatName } from '../format-names'
import type { Report } from '../model/model'
import type * as ctrfModule from './ctrf'
import type * as githubModule from './github'
import type * as gitlabModule from './gitlab'
import type * as htmlModule from './html'
import type * as jsonModule from './json'
import type * as junitModule from './junit'
import type * as markdownModule from './markdown'
import type * as sarifModule from './sarif'

// Each format, and the library behind it, is loaded when it is asked for.
const formats: Readonly<Record<FormatName, (report: Report) => string>> = {
  json: (report) => (require('./json') as typeof jsonModule).json(report),
  html: (report) => (require('./html') as typeof htmlModule).html(report),
  markdown: (report) => (require('./markdown') as typeof markdownModule).markdown(report),
  sarif: (report) => (require('./sarif') as typeof sarifModule).sarif(report),
  junit: (report) => (require('./junit') as typeof junitModule).junit(report),
  ctrf: (report) => (require('./ctrf') as typeof ctrfModule).ctrf(report),
  gitlab: (report) => (require('./gitlab') as typeof gitlabModule).gitlab(report),
  github: (report) => (require('./github') as typeof githubModule).github(report),
}

/** Writes a report in one format. */
export function render(report: Report, format: FormatName): string {
  return formats[format](report)
}
