import type { PackageKnowledge } from '../package-knowledge'

export const elasticElasticsearch: PackageKnowledge = {
  package: '@elastic/elasticsearch',
  link: 'https://www.elastic.co/docs/reference/elasticsearch/clients/javascript',
  close: '`await client.close()`',
}
