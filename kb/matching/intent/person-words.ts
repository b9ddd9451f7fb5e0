/** Stems and words by which people ask for a human; matched against whole normalised words. */

/** Nobody says these in a question about goods without another word of matter beside. */
export const HELPER =
  /^(оператор|консультант|менеджер|специалист|сотрудник|работник|саппорт|техподдержк|админ|администратор|человеч)\p{L}{0,4}$|^(humans?|operators?|agents?|representatives?|reps?|advis[eo]rs?|managers?|specialists?|consultants?|mitarbeiter(in|s|n)?|kundenservice|kundendienst|kundenbetreuer(in)?|berater(in)?|mensch(en)?|operator[au]?|menedzher\p{L}?|chelovek\p{L}?)$/u

/** A person too, but also what fits into a tent: these want a wish beside them, or stand alone. */
export const SOMEBODY =
  /^(человек(а|у|ом)?|люд(и|ей|ям|ьми)|кто|кем|кому|кого|нибудь|кто(нибудь|то)|поддержк\p{L}|служб\p{L}|девушк\p{L}|person|people|somebody|someone|anybody|anyone|staff|support|service|jemand(en|em)?)$/u

/** Wishes that only a human can grant, and what makes a person a real one. */
export const WISH =
  /^(по|пере|до)?(зов|говор|общ|болта)\p{L}*$|^(соедин|переключ|перевед|подключ|свяжи|связаться|вызов|вызыва|жив)\p{L}*$|^(реальн|настоящ)\p{L}*$|^(call|connect|talk|talking|speak|speaking|chat|chatting|transfer|reach|contact|live|real|actual|sprechen|reden|verbinden|echten?|kontakt)$/u

/** Said around it: the line, the shop's side, and what the visitor is tired of. */
export const BESIDE =
  /^(бот|робот|автоответчик|чат|онлайн|линии|связи|отдел|клиентск|обслуживан|срочн|просто|лучше|именно|ваш|дай|дайте|пусть|нет|тут|здесь|сюда)\p{L}{0,4}$|^(bots?|robots?|machine|being|beings|customer|care|team|service|support|online|line|instead|directly|now|right|someone|give|put|through|prefer|rather|your|mit|einem|einen|einer|ein|eine|ich|bitte|kann|will|mochte|möchte|den|dem|der|zu|zum|wurde|würde|gerne|hello|hallo|guten|tag|kein|keinen|keine)$/u

/** A question about the people, not a wish to have one: the library answers first. */
export const ASKS =
  /^(сколько|когда|где|какой|какая|какие|каков\p{L}*|почему|зачем|номер\p{L}*|часы|график|телефон\p{L}*|how|when|where|which|what|why|wann|wo|wie)$/u

/** Whole messages that ask whether anybody is there. */
export const ANYBODY =
  /^((есть|тут|здесь|на связи|ау) )*(кто|кто нибудь|кто то)( (есть|тут|здесь|живой|на связи|отвечает|ответит|работает))+$|^(есть|тут|здесь) (кто|кто нибудь|кто то)( (тут|здесь|живой|на связи|дома))*$|^(is )?(there )?(anybody|anyone|somebody|someone)( (there|here|online|around|home|available))+$|^ist (da )?jemand( da)?$/
