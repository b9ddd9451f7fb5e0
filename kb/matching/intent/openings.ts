/**
 * Whole messages that open or close a talk and ask nothing yet, as folded words (`foldWords`): regular expressions in
 * Russian, English and a little German. Slips that everybody makes stand beside the right form.
 */
export const GREETINGS = [
  'здрав?с?т?в?уй(те)?|здрас(ь|с)?те|здрасьте|здравствуйте|здравия( желаю)?',
  'добр(ый|ого|ое|ой|ым)( вам| всем)? (день|дня|вечер|вечера|утро|утра|ночи|времени суток)',
  '(день|вечер|утро) добр(ый|ое)|доброго времени( суток)?|доброго',
  'п[рр]?[ие]вет(ик|ики|ствую)?( всем| вам)?|приветствую( вас| всех)?|салют|хай|хелло?у?|алло|ку|дратути|доброе',
  'privet(ik)?|zdravst?v[uy]j?i?te?|zdravstvujte|zdrastvuite|dobr(iy|yj|yi) den',
  'hel+o+( there| all| everyone| team)?|hi+( there| all| everyone| team)?|hey+( there| all| everyone| team)?|hiya|howdy|helo|hallo|halo',
  'good (morning|afternoon|evening|day)|greetings|dear (team|support|all)',
  'how are you( doing)?( today)?|как (ваши )?дела',
  'guten (tag|morgen|abend)|gruss gott|grüß gott|servus|moin( moin)?|hallo zusammen',
]

/** A question is announced, and does not follow. */
export const ANNOUNCEMENTS = [
  '(у меня )?(есть |возник(ла|ло)? |появил(ся|ась) )?(один |одна |к вам |еще )?(вопрос(ик)?|проблема)( к вам| есть)?',
  '(а )?(можно|хочу|хотел(а)? бы|могу я)( у вас)?( задать| спросить)?( вам| у вас)?( один)?( вопрос(ик)?)?',
  '(мне )?(очень )?(нужна|нужен|требуется) (ваша |помощь|совет)( помощь)?|помогите( мне| пожалуйста)*|помощь|подскажите( мне| пожалуйста)*',
  '(can you |could you |please )?help( me| please)*|i (need|want)( some| your)? help|i (have|ve|got|have got)( a| one)? (question|problem|issue)',
  '(can|could|may) i ask( you)?( something| a question)?|(a |quick |one )*question|can (you|someone|somebody|anyone) help( me)?',
  'ich (habe|hab) eine frage|(ich )?brauche hilfe|hilfe',
]

export const THANKS = [
  '(большое |огромное |все )?(спасибо|спс|пасиб(о|ки)?|спасибочки)( вам| большое| огромное| тебе| за (помощь|ответ|все))*',
  '(заранее )?(благодарю|благодарен|благодарна|благодарим)( вас)?( за (помощь|ответ|все))?',
  '(thanks?|thank you|thank u|thx|ty|cheers|many thanks)( a lot| so much| very much| again| for (your|the) (help|answer|reply))*',
  '(vielen |herzlichen )?dank(e)?( schon| schön| sehr)?|dankeschön',
  '(всего|до) (доброго|хорошего|свидания)|пока|good ?bye|bye( bye)?|tschuss|tschüss',
]

/** Stands beside any of them and changes nothing. */
export const FILLERS = ['пожалуйста', 'please', 'bitte', 'ребята', 'девушка', 'уважаемые', 'а', 'и', 'so', 'and', 'um']
