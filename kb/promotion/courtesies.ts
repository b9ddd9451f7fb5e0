/**
 * What people say around the matter, in both languages. A space stands for any white space, `(…)?` for what may be
 * missing, NAME for up to two words with capitals, WORDS for a short stretch of anything.
 */
export const GREETINGS = [
  'здравствуйте',
  'здравствуй',
  'добрый (день|вечер)',
  'доброе утро',
  'доброго (дня|вечера|времени суток)',
  'привет(ик|ствую)?',
  'приветствую( вас)?',
  'хай',
  '(hello|hi|hey)( there| all| team| everyone)?',
  'good (morning|afternoon|evening|day)',
  'dear (all|team|support|sirs?)',
]

/** Openings of a question; they are cut only where the question itself follows. */
export const REQUESTS = [
  '(подскажите|скажите|помогите)(,? пожалуйста)?(?=[,.!]| (как|где|когда|куда|сколько|можно|почему|что|кто)(?![\\p{L}]))',
  '(подскажите|скажите|помогите)(,? пожалуйста)?(?=[,.!]| (есть|какой|какая|какие|нужно|зачем|ли)(?![\\p{L}]))',
  '(could|can) you (please )?tell me,?',
  'меня зовут CAPITAL(?=[,.!])',
  "(my name is|i'?m called) CAPITAL(?=[,.!])",
]

export const THANKS = [
  '(большое |огромное )?спасибо( вам| большое)?( заранее)?',
  'спасибо за (обращение|ожидание|помощь|ответ|заказ)',
  'спасибо,? что WORDS',
  'заранее (спасибо|благодар(ю|ен|на)( вас)?)',
  'благодар(ю|им|ен|на)( вас)?( за WORDS)?',
  '(thanks?|thank you|many thanks|cheers)( so much| very much| a lot| again| in advance)?( for WORDS)?',
]

export const FAREWELLS = [
  'всего (доброго|хорошего|вам доброго)',
  'хорошего (вам )?(дня|вечера|похода|настроения)',
  'до свидания',
  'пожалуйста',
  'удачи( вам)?',
  'обращайтесь( ещё)?',
  'рад(ы|а)? (был[аи]? )?помочь',
  'с уважением(, WORDS)?',
  "you('|’)?re (very )?welcome",
  '(good)?bye',
  'have a (good|great|nice|lovely) (day|evening|weekend|one)',
  'all the best',
  '(kind|best) regards(, WORDS)?',
  'take care',
  '(happy|glad) to help',
]

export const OFFERS = [
  'чем (ещё )?(я )?(могу|можем) (вам )?(ещё )?помочь',
  'остались (ли )?(у вас )?(ещё )?вопросы',
  '(is there )?anything else( WORDS)?',
  'how (can|may) i help( you)?( today)?',
]

export const NODS = [
  'ок(ей)?',
  'хорошо',
  '(всё |все )?понятно',
  'понял[аи]?',
  'ясно|да|нет|ага|угу|отлично|супер',
  'ok(ay)?',
  'yes|no|great|perfect|sure',
  'got it|i see',
]

export const PAUSES = [
  'одну (минуту|минутку|секунду)(,? пожалуйста)?',
  'минутку|секунду',
  'сейчас (посмотрю|проверю|уточню|узнаю|спрошу|выясню|гляну|отвечу)( WORDS)?',
  'я (уточню|узнаю|проверю)( WORDS)?',
  '(отвечу|вернусь)( к вам)? (через|в течение) WORDS',
  '(one|just a) (moment|second|minute)(,? please)?',
  'let me (check|look|see|find out)( WORDS)?',
  "i('|’)?ll (check|ask|find out|get back to you)( WORDS)?",
]

/** Whether anybody listens; says nothing of the matter. */
export const PINGS = [
  'ал(л)?о|ау',
  'вы (тут|здесь|ещё тут|ещё здесь|на связи)',
  '(есть )?кто[- ]нибудь( есть| тут| здесь)?',
  'есть кто (тут|здесь|живой)',
  '(are you|anybody|anyone) (still )?(there|here)',
]
