export { readIfThere as readFile } from '../kept/fs'
