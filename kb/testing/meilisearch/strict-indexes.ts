import type { Document } from './strict-search.ts'

export interface Index {
  uid: string
  primaryKey: string | null
  settings: Record<string, unknown>
  documents: Map<string, Document>
  createdAt: string
  updatedAt: string
}

export const DEFAULTS = {
  displayedAttributes: ['*'],
  searchableAttributes: ['*'],
  filterableAttributes: [],
  sortableAttributes: [],
  rankingRules: ['words', 'typo', 'proximity', 'attribute', 'sort', 'exactness'],
  stopWords: [],
  nonSeparatorTokens: [],
  separatorTokens: [],
  dictionary: [],
  synonyms: {},
  distinctAttribute: null,
  proximityPrecision: 'byWord',
  typoTolerance: {
    enabled: true,
    minWordSizeForTypos: { oneTypo: 5, twoTypos: 9 },
    disableOnWords: [],
    disableOnAttributes: [],
    disableOnNumbers: false,
  },
  faceting: { maxValuesPerFacet: 100, sortFacetValuesBy: { '*': 'alpha' } },
  pagination: { maxTotalHits: 1000 },
  embedders: {},
  searchCutoffMs: null,
  localizedAttributes: null,
  facetSearch: true,
  prefixSearch: 'indexingTime',
}

export const pick = (document: Document, fields: readonly string[]): Document =>
  fields.includes('*')
    ? document
    : Object.fromEntries(fields.filter((field) => field in document).map((field) => [field, document[field]]))

export const presentIndex = ({ uid, createdAt, updatedAt, primaryKey }: Index) => ({
  uid,
  createdAt,
  updatedAt,
  primaryKey,
})

export function statsOf({ documents }: Index) {
  const fieldDistribution: Record<string, number> = {}
  for (const document of documents.values())
    for (const field of Object.keys(document)) fieldDistribution[field] = (fieldDistribution[field] ?? 0) + 1
  return {
    numberOfDocuments: documents.size,
    rawDocumentDbSize: 4096,
    avgDocumentSize: 400,
    isIndexing: false,
    numberOfEmbeddings: 0,
    numberOfEmbeddedDocuments: 0,
    fieldDistribution,
  }
}
