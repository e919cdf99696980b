package desk

// mailWords are the words of the mails in one language. {company}, {link}, {end}, {contact} are put in.
type mailWords struct {
	subject, reminder map[mailKind]string
	open, end, own    string
	contact           string
}

// mailIn has the words by primary language, one for each language that letters can be written in.
var mailIn = map[string]mailWords{
	"en": {
		subject:  map[mailKind]string{mailLetter: "Your letter from {company}", mailReminder: "A letter from {company} waits for your answer"},
		reminder: map[mailKind]string{mailLetter: "{company} has written a letter to you.", mailReminder: "This is a reminder: the letter that {company} wrote to you waits for your answer."},
		open:     "Read it, keep a copy and answer it here; you need no account:\n\n{link}",
		end:      "Please answer by {end}.",
		own:      "The link is meant for you alone: do not pass it on.",
		contact:  "If you did not expect this letter, or have a question, ask {company} before you open it:\n{contact}",
	},
	"de": {
		subject:  map[mailKind]string{mailLetter: "Ihr Schreiben von {company}", mailReminder: "Ein Schreiben von {company} wartet auf Ihre Antwort"},
		reminder: map[mailKind]string{mailLetter: "{company} hat Ihnen ein Schreiben geschickt.", mailReminder: "Zur Erinnerung: Das Schreiben von {company} wartet auf Ihre Antwort."},
		open:     "Hier können Sie es lesen, eine Kopie behalten und antworten; ein Konto brauchen Sie nicht:\n\n{link}",
		end:      "Bitte antworten Sie bis {end}.",
		own:      "Der Link ist nur für Sie bestimmt: Bitte geben Sie ihn nicht weiter.",
		contact:  "Wenn Sie dieses Schreiben nicht erwartet haben oder eine Frage haben, wenden Sie sich vor dem Öffnen an {company}:\n{contact}",
	},
	"fr": {
		subject:  map[mailKind]string{mailLetter: "Votre lettre de {company}", mailReminder: "Une lettre de {company} attend votre réponse"},
		reminder: map[mailKind]string{mailLetter: "{company} vous a écrit une lettre.", mailReminder: "Pour rappel : la lettre que {company} vous a écrite attend votre réponse."},
		open:     "Vous pouvez la lire, en garder une copie et y répondre ici, sans créer de compte :\n\n{link}",
		end:      "Merci de répondre au plus tard le {end}.",
		own:      "Ce lien vous est réservé : ne le transmettez à personne.",
		contact:  "Si vous n’attendiez pas cette lettre, ou si vous avez une question, adressez-vous à {company} avant de l’ouvrir :\n{contact}",
	},
	"nl": {
		subject:  map[mailKind]string{mailLetter: "Uw brief van {company}", mailReminder: "Een brief van {company} wacht op uw antwoord"},
		reminder: map[mailKind]string{mailLetter: "{company} heeft u een brief geschreven.", mailReminder: "Ter herinnering: de brief die {company} u schreef, wacht op uw antwoord."},
		open:     "Hier kunt u hem lezen, een kopie bewaren en antwoorden; een account is niet nodig:\n\n{link}",
		end:      "Antwoord alstublieft uiterlijk {end}.",
		own:      "De link is alleen voor u bedoeld: geef hem niet door.",
		contact:  "Verwachtte u deze brief niet, of hebt u een vraag? Vraag het {company} voordat u hem opent:\n{contact}",
	},
	"es": {
		subject:  map[mailKind]string{mailLetter: "Su carta de {company}", mailReminder: "Una carta de {company} espera su respuesta"},
		reminder: map[mailKind]string{mailLetter: "{company} le ha escrito una carta.", mailReminder: "Le recordamos que la carta que le escribió {company} espera su respuesta."},
		open:     "Aquí puede leerla, guardar una copia y responder, sin crear una cuenta:\n\n{link}",
		end:      "Responda, por favor, a más tardar el {end}.",
		own:      "El enlace es solo para usted: no lo comparta.",
		contact:  "Si no esperaba esta carta o tiene alguna pregunta, consulte a {company} antes de abrirla:\n{contact}",
	},
}
