import type { Report } from '../model'
export function html(_report: Report): string {
  return ''
}
