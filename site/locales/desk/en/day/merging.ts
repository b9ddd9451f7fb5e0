export const merging = {
  'merging.alsoOpen': 'This visitor has another open conversation:',
  'merging.how':
    'Merged, that one is solved, its messages are shown here, and you answer here. If the visitor writes there, it opens again.',
  'merging.open': 'Open',
  'merging.merge': 'Merge into this one',
  'merging.done': 'The conversations are merged.',
  'merging.here': 'Merged conversation of {at}:',
  'merging.part': 'Separate again',
  'merging.goesOn': 'It goes on in another conversation of this visitor',
  'merging.goThere': 'Go there',
  'event.merged': '{operator} merged another conversation of this visitor into this one',
  'event.unmerged': '{operator} separated the other conversation again',
  'event.solvedMerged': 'It goes on in another conversation of this visitor',
}
