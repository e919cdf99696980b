"use strict";
// Keys for those who review all day. Everything they do is a button or a link too; a cookie switches them off, and the
// server tells by data-keys.
(function () {
	const on = document.body.dataset.keys === "on";
	document.body.classList.toggle("keys-on", on);
	if (!on) { return; }
	const items = () => Array.from(document.querySelectorAll(".item"));
	const current = () => document.querySelector(".item.current") || items()[0];
	function move(step) {
		const all = items();
		const at = all.indexOf(document.querySelector(".item.current"));
		const next = all[Math.max(0, Math.min(all.length - 1, at + step))];
		if (!next) { return; }
		all.forEach((x) => x.classList.remove("current"));
		next.classList.add("current");
		const link = next.querySelector("h2 a, th a, a.open");
		if (!link) { next.focus(); next.scrollIntoView({ block: "nearest" }); } else { link.focus(); }
	}
	function press(selector) {
		const target = current() && current().querySelector(selector);
		if (target) { target.click(); }
	}
	document.addEventListener("keydown", function (e) {
		if (e.ctrlKey || e.metaKey || e.altKey || e.target.closest("input:not([type=checkbox]), textarea, select")) { return; }
		switch (e.key) {
		case "j": move(1); break;
		case "k": move(-1); break;
		case "o": press("a.open, h2 a, th a, p a[href^='#at-']"); break;
		case "c": press("a.clear, [data-key=c]"); break;
		case "f": { const item = current(); const b = item && item.querySelector("[data-key=f]"); if (b) { const note = item.querySelector("textarea"); if (note && !note.value) { note.focus(); e.preventDefault(); } else { b.click(); } } break; }
		case "r": { const item = current(); const b = item && item.querySelector("[data-key=r]"); if (b) { const note = item.querySelector("textarea"); if (note && !note.value) { note.focus(); e.preventDefault(); } else { b.click(); } } break; }
		}
	});
}());
