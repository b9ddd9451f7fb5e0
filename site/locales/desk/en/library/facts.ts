export const facts = {
  'facts.where': 'Where it stands in answers',
  'facts.nowhere': 'In no answer yet. Write {placeholder} where it belongs.',
  'facts.more': { one: '{n} more is not shown.', other: '{n} more are not shown.' },
  'facts.reread':
    'Shown with the value above. Once it is saved, published answers are listed in Growth to be read again.',
  'facts.byHand': 'Typed by hand in answers',
  'facts.byHandHint': 'These look like a value or a contact of the shop. When that changes, what was typed stays.',
  'facts.noneByHand': 'Nothing that looks like a value or a contact of the shop is typed by hand.',
  'facts.like': '“{found}” looks like {placeholder}',
}
