import { INTERFACE_LOCALES, LOCALE_NAMES, LOCALES } from '#shared'
import { chooseLanguage, language, t } from '../texts.ts'
import { Choice } from './parts.tsx'

/** Chooses the language of the desk itself. */
export const LanguageChoice = () => (
  <Choice
    label={t('account.language')}
    value={language.value}
    options={INTERFACE_LOCALES.map((value) => ({ value, text: LOCALE_NAMES[value] }))}
    onChoose={chooseLanguage}
  />
)

/** Languages of answers as options: by name, and by code where there is little room. */
export const ANSWER_LANGUAGES = LOCALES.map((value) => ({ value, text: LOCALE_NAMES[value] }))
export const ANSWER_LANGUAGE_CODES = LOCALES.map((value) => ({ value, text: value.toUpperCase() }))
