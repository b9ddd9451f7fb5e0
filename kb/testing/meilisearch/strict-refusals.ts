const SEARCH_FIELDS =
  `q offset limit page hitsPerPage attributesToRetrieve attributesToCrop cropLength cropMarker attributesToHighlight
 highlightPreTag highlightPostTag showMatchesPosition filter sort distinct facets matchingStrategy attributesToSearchOn
 rankingScoreThreshold locales hybrid vector retrieveVectors media personalize useNetwork showRankingScore showRankingScoreDetails
 showPerformanceDetails`.split(/\s+/)
const SETTINGS =
  `displayedAttributes searchableAttributes filterableAttributes sortableAttributes foreignKeys rankingRules stopWords
 nonSeparatorTokens separatorTokens dictionary synonyms distinctAttribute proximityPrecision typoTolerance faceting pagination
 embedders searchCutoffMs localizedAttributes facetSearch prefixSearch chat`.split(/\s+/)
const RULES = ['words', 'typo', 'sort', 'proximity', 'attribute', 'attributeRank', 'wordPosition', 'exactness']
const UID = /^[A-Za-z0-9_-]{1,512}$/

export interface ErrorBody {
  message: string
  code: string
  type: string
  link: string
}

export const errorBody = (message: string, code: string, type = 'invalid_request'): ErrorBody => ({
  message,
  code,
  type,
  link: `https://docs.meilisearch.com/errors#${code}`,
})

/** A request Meilisearch refuses at once, in its own words. */
export class Refused extends Error {
  readonly status: number
  readonly body: ErrorBody
  constructor(status: number, body: ErrorBody) {
    super(body.message)
    this.status = status
    this.body = body
  }

  static noKey = () =>
    new Refused(
      401,
      errorBody(
        'The Authorization header is missing. It must use the bearer authorization method.',
        'missing_authorization_header',
        'auth',
      ),
    )
  static key = () => new Refused(403, errorBody('The provided API key is invalid.', 'invalid_api_key', 'auth'))
  static keyOfOtherIndexes = (uid: string, indexes: string[]) =>
    new Refused(
      403,
      errorBody(
        `The API key cannot acces the index \`${uid}\`, authorized indexes are ${JSON.stringify(indexes)}.`,
        'invalid_api_key',
        'auth',
      ),
    )
  static index = (uid: string) => new Refused(404, errorBody(`Index \`${uid}\` not found.`, 'index_not_found'))
  static task = (uid: string) => new Refused(404, errorBody(`Task \`${uid}\` not found.`, 'task_not_found'))
  static keyNotFound = (uid: string) =>
    new Refused(404, errorBody(`API key \`${uid}\` not found.`, 'api_key_not_found'))
  static keyExists = (uid: string) =>
    new Refused(
      409,
      errorBody(`\`uid\` field value \`${uid}\` is already an existing API key.`, 'api_key_already_exists'),
    )
  static contentType = (type: string) =>
    new Refused(
      415,
      errorBody(
        `The Content-Type \`${type}\` is invalid. Accepted values for the Content-Type header are: \`application/json\``,
        'invalid_content_type',
      ),
    )
  static payload = (length: number) =>
    new Refused(
      400,
      errorBody(
        `The json payload provided is malformed. \`EOF while parsing a value at line 1 column ${length}\`.`,
        'malformed_payload',
      ),
    )
  static filterWithoutValue = (filter: string) => {
    const at = filter.length + 1
    return new Refused(
      400,
      errorBody(`Was expecting a value but instead got nothing.\n${at}:${at} ${filter}`, 'invalid_search_filter'),
    )
  }
  static notFilterable = (uid: string, name: string, value: string, known: string[]) =>
    new Refused(
      400,
      errorBody(
        `Index \`${uid}\`: Attribute \`${name}\` is not filterable. Available filterable attribute patterns are: ${known.map((one) => `\`${one}\``).join(', ')}.\n2:${name.length + 2} "${name}" = "${value}"`,
        'invalid_search_filter',
      ),
    )
}

export function checkUid(uid: string): void {
  if (UID.test(uid)) return
  const message = `Invalid value at \`.uid\`: \`${uid}\` is not a valid index uid. Index uid can be an integer or a string containing only alphanumeric characters, hyphens (-) and underscores (_), and can not be more than 512 bytes.`
  throw new Refused(400, errorBody(message, 'invalid_index_uid'))
}

export function checkSettings(body: Record<string, unknown>): void {
  checkFields(body, SETTINGS)
  ;((body.rankingRules as string[]) ?? []).forEach((rule, i) => {
    if (RULES.includes(rule)) return
    const message = `Invalid value at \`.rankingRules[${i}]\`: \`${rule}\` ranking rule is invalid. Valid ranking rules are words, typo, sort, proximity, attribute, exactness and custom ranking rules.`
    throw new Refused(400, errorBody(message, 'invalid_settings_ranking_rules'))
  })
}

export function checkSearch(body: Record<string, unknown>, more: readonly string[] = []): void {
  checkFields(body, [...SEARCH_FIELDS, ...more])
  const { matchingStrategy, limit } = body
  if (!['last', 'all', 'frequency', undefined].includes(matchingStrategy as string)) {
    const message = `Unknown value \`${matchingStrategy}\` at \`.matchingStrategy\`: expected one of \`last\`, \`all\`, \`frequency\``
    throw new Refused(400, errorBody(message, 'invalid_search_matching_strategy'))
  }
  if (typeof limit === 'number' && limit < 0) {
    const message = `Invalid value type at \`.limit\`: expected a positive integer, but found a negative integer: \`${limit}\``
    throw new Refused(400, errorBody(message, 'invalid_search_limit'))
  }
}

export function checkSwap(body: { indexes: string[] }[]): void {
  for (const { indexes } of body) {
    if (indexes.length === 2) continue
    const message = `Two indexes must be given for each swap. The list \`${JSON.stringify(indexes)}\` contains ${indexes.length} indexes.`
    throw new Refused(400, errorBody(message, 'invalid_swap_indexes'))
  }
}

function checkFields(body: Record<string, unknown>, known: readonly string[]): void {
  for (const name of Object.keys(body)) {
    if (known.includes(name)) continue
    const message = `Unknown field \`${name}\`: expected one of ${known.map((one) => `\`${one}\``).join(', ')}`
    throw new Refused(400, errorBody(message, 'bad_request'))
  }
}
