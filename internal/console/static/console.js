"use strict";
// Keys for those who review all day. Everything they do is a button or a link too; a cookie switches them off, and the
// server tells by data-keys.
(function () {
	const on = document.body.dataset.keys === "on";
	document.body.classList.toggle("keys-on", on);
	if (!on) { return; }
	const items = () => Array.from(document.querySelectorAll(".item"));
	// What a link from the queue leads to is what a key acts on, and not the first that stands on the page.
	const led = () => { const x = location.hash && document.getElementById(location.hash.slice(1)); return x && x.closest(".item"); };
	const current = () => document.querySelector(".item.current") || led() || items()[0];
	function move(step) {
		const all = items();
		const at = document.querySelector(".item.current") || led();
		const next = all[Math.max(0, Math.min(all.length - 1, all.indexOf(at) + step))];
		if (!next) { return; }
		say("");
		all.forEach((x) => x.classList.remove("current"));
		next.classList.add("current");
		const link = next.querySelector("h2 a, th a, a.open");
		if (!link) { next.focus(); next.scrollIntoView({ block: "nearest" }); } else { link.focus(); }
	}
	// say tells why a key does nothing; the words stand in the page.
	function say(word) {
		const at = document.getElementById("say");
		if (at) { at.textContent = word; }
	}
	function refuse(item, word) {
		const why = item && item.querySelector(".notice"), at = document.getElementById("say");
		say(why ? why.textContent : at ? at.dataset[word] : "");
	}
	function press(selector, word) {
		const item = current(), target = item && item.querySelector(selector);
		if (target) { target.click(); } else { refuse(item, word); }
	}
	// noted presses a button that wants a note, or leads to where it is written.
	function noted(selector, e) {
		const item = current(), button = item && item.querySelector(selector);
		if (!button) { refuse(item, "missing"); return; }
		const note = item.querySelector("textarea");
		if (note && !note.value) { note.focus(); say(document.getElementById("say").dataset.note); e.preventDefault(); } else { button.click(); }
	}
	document.addEventListener("keydown", function (e) {
		if (e.ctrlKey || e.metaKey || e.altKey || e.target.closest("input:not([type=checkbox]), textarea, select")) { return; }
		switch (e.key) {
		case "j": move(1); break;
		case "k": move(-1); break;
		case "o": press("a.open, h2 a, th a, p a[href^='#at-']", "missing"); break;
		case "c": press("a.clear, [data-key=c]", "unread"); break;
		case "f": noted("[data-key=f]", e); break;
		case "r": noted("[data-key=r]", e); break;
		}
	});
}());
