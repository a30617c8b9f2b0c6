import { lodash } from './lodash'

export const lodashEs: typeof lodash = { ...lodash, package: 'lodash-es' }
