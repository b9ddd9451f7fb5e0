/**
 * Grammar words as people type them in a hurry. They are too short and too far from what is meant for the distance of a
 * slip, and no library is about them. Left out is what is as often meant as it is: "тока" of current, "кода" of code.
 */
const FORMS: Record<string, string> = {
  сколько: 'скока скоко скоки скок сколка сколька сколко скольк сколк',
  когда: 'када кагда когды кгда',
  почему: 'пачему пачиму почиму почму пчму',
  зачем: 'зачьем',
  что: 'чо шо што',
  чтобы: 'шоб чтоб штобы штоб',
  чего: 'чево чиво',
  где: 'гдэ гды',
  куда: 'куды',
  откуда: 'откудова аткуда',
  сейчас: 'щас щяс сичас сейчяс счас',
  только: 'токо толька',
  вообще: 'ваще вобще вабще вообщем',
  можно: 'можна мона можн',
  нужно: 'нужн нуно',
  нельзя: 'низя нельза',
  хочу: 'хачу хочю',
  могу: 'магу',
  если: 'еси есле',
  здравствуйте: 'здрасте здрасьте здраствуйте здравствуите драсте здрасти здравствуйти',
  спасибо: 'спс пасиб спасиб пасибо спасиба спосибо',
  пожалуйста: 'пжлст пжалуста пажалуста пожалуйсто пожалуста пожайлуста',
  подскажите: 'падскажите подскажыте',
  where: 'wher whre whear',
  when: 'wen whn wenn',
  what: 'wat wut waht whta',
  which: 'wich whch',
  why: 'whi',
  how: 'hwo',
  you: 'yu yuo',
  your: 'ur youre',
  have: 'hav',
  because: 'cuz coz becuz becouse',
  about: 'abt abot',
  going: 'gonna',
  want: 'wanna wnt',
  give: 'gimme',
  please: 'plss pleas pleese',
}

const STANDARD = new Map(
  Object.entries(FORMS).flatMap(([meant, forms]) => forms.split(' ').map((form) => [form, meant] as const)),
)

/** The usual spelling of a grammar word, if this is a way to write it in a hurry. */
export const spokenForm = (word: string): string | undefined => STANDARD.get(word)
