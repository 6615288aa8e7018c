/**
 * How the page looks: on a desk, on a phone, in the dark and on paper.
 * @module
 */
export const LIGHT = `--bg:#fff;--panel:#f6f5f2;--ink:#1c2430;--soft:#56606c;--line:#e2e0da;--axis:#8b929a;--accent:#0f6a73;--quiet:#8f979f;--new:#d07f22;
--s0:#0b6cb0;--s1:#c9540a;--s2:#0a8560;--s3:#a8508a;--s4:#8a7000;--s5:#4a4fb5;--s6:#a83232;--s7:#5f6b76;
--g3:#8fd0bf;--g2:#b9e2d6;--g1:#e0f2ec;--b1:#fbeddb;--b2:#f6d6ad;--b3:#efbc7c`;
const DARK = `--bg:#14181d;--panel:#1d232a;--ink:#e7eaed;--soft:#a7b0ba;--line:#323a43;--axis:#77818c;--accent:#63c5cb;--quiet:#6d7781;--new:#e6a45c;
--s0:#5aa9e6;--s1:#f08b4f;--s2:#3fbd95;--s3:#d78fc0;--s4:#d3b53a;--s5:#9c9ff0;--s6:#ec7f7f;--s7:#a9b3bd;
--g3:#17695a;--g2:#17503f;--g1:#1b3a35;--b1:#423322;--b2:#5e431f;--b3:#7a5213`;

export const STYLE: string = `:root{color-scheme:light dark;${LIGHT}}
@media screen and (prefers-color-scheme:dark){:root{${DARK}}}
*{box-sizing:border-box}
.tiles>div,.do,.key,.bar,.heat td{print-color-adjust:exact;-webkit-print-color-adjust:exact}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-behavior:smooth}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{margin:0;background:var(--bg);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;overflow-wrap:break-word}
header,main,footer,nav{max-width:54rem;margin:0 auto;padding:0 1.5rem}
header{padding-top:3.5rem}
bdi{overflow-wrap:anywhere}
.cards>*,.entries>*,.pair>*,.three>*,.tiles>*{min-width:0}
h1{font-size:2.4rem;line-height:1.15;letter-spacing:-.02em;font-weight:700;margin:.25rem 0 .75rem;text-wrap:balance}
h2{font-size:1.6rem;line-height:1.2;letter-spacing:-.012em;margin:0 0 .75rem;text-wrap:balance}
h3{font-size:1.06rem;line-height:1.35;margin:0 0 .35rem}
p,ul,ol,dl{margin:0 0 1rem;max-width:44rem}
.eyebrow{margin:0;color:var(--accent);font-weight:600;font-size:.9rem;letter-spacing:.02em}
.lead{font-size:1.15rem;line-height:1.5}
.note,figcaption,caption,.sub{color:var(--soft);font-size:.9rem}
.note{border-left:3px solid var(--line);padding-left:.75rem}
section{border-top:1px solid var(--line);padding-top:2.25rem;margin-top:2.75rem}
section :target,section{scroll-margin-top:1rem}
a{color:var(--accent)}
a:focus-visible,summary:focus-visible{outline:2px solid var(--accent);outline-offset:3px;border-radius:2px}
.tiles{display:grid;grid-template-columns:repeat(4,1fr);gap:.75rem;margin:1.75rem 0;max-width:none}
.tiles>div{background:var(--panel);border-radius:.6rem;padding:.9rem 1rem;display:flex;flex-direction:column}
.tiles dt{color:var(--soft);font-size:.9rem}
.tiles dd{margin:0;font-size:1.65rem;line-height:1.2;font-weight:650;letter-spacing:-.015em;font-variant-numeric:tabular-nums}
.tiles .long{font-size:1.15rem;line-height:1.7}
.tiles dd+dd{font-size:.85rem;font-weight:400;letter-spacing:0;color:var(--soft);margin-top:.3rem;line-height:1.4}
.short{padding:0;list-style:none;max-width:46rem}
.short li{padding:.6rem 0;border-top:1px solid var(--line)}
.short li:last-child{border-bottom:1px solid var(--line)}
nav ol{columns:2;column-gap:2rem;padding-left:1.9rem;margin:.5rem 0 0;max-width:none;font-size:.95rem}
nav li{padding:.15rem 0;break-inside:avoid}
nav li::marker{color:var(--soft)}
nav{margin-top:1.75rem}
nav h2{font-size:1rem;margin:0;letter-spacing:0}
figure{margin:1.25rem 0 1.75rem}
figure svg{display:block;width:100%;height:auto;font:12px system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
figure h3{margin-bottom:.5rem}
figcaption{margin-top:.4rem}
.narrow{display:none}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:0 2rem}
.three{display:grid;grid-template-columns:repeat(3,1fr);gap:0 1.75rem}
.three p{min-height:3.2em}
.cap{max-width:36rem}
.mark{display:inline-block;width:1.05em;height:1.05em;vertical-align:-.16em;margin-right:.4em;flex:none}
.legend{display:flex;flex-wrap:wrap;gap:.25rem 1.1rem;padding:0;margin:.25rem 0 0;list-style:none;color:var(--soft);font-size:.9rem;max-width:none}
.key{display:inline-block;width:.85em;height:.85em;border-radius:2px;margin-right:.4em;vertical-align:-.06em}
.cards{display:grid;grid-template-columns:1fr 1fr;gap:1rem;padding:0;list-style:none;max-width:none;margin:1.25rem 0}
.cards>li{border:1px solid var(--line);border-radius:.6rem;padding:1.1rem 1.2rem;display:flex;flex-direction:column}
.cards p{margin:0 0 .7rem;max-width:none}
.do{background:var(--panel);border-radius:.4rem;padding:.55rem .75rem}
.cards .do{margin-top:auto;margin-bottom:0}
.cards>li:last-child:nth-child(odd):not(:only-child){grid-column:1/-1}
.facts{display:flex;gap:2rem;margin:.1rem 0 .7rem}
.facts>div{display:flex;flex-direction:column-reverse}
.facts dt{color:var(--soft);font-size:.85rem}
.facts dd{margin:0;font-size:1.3rem;line-height:1.25;font-weight:650;font-variant-numeric:tabular-nums}
table{border-collapse:collapse;width:100%;margin:1rem 0;font-size:.95rem;line-height:1.4}
caption{text-align:left;padding-bottom:.4rem}
th,td{text-align:left;vertical-align:top;padding:.5rem .75rem .5rem 0;border-bottom:1px solid var(--line);font-weight:400}
th:last-child,td:last-child{padding-right:0}
thead th{color:var(--soft);font-size:.85rem;font-weight:600;vertical-align:bottom}
.n+:not(.n){padding-left:1.5rem}
.n{min-width:4.6rem;text-align:right;font-variant-numeric:tabular-nums}
.heat{table-layout:fixed;border-collapse:separate;border-spacing:3px;margin-left:-3px;width:calc(100% + 6px)}
.heat bdi{overflow-wrap:break-word}
.heat td,.heat th{border:0;padding:.6rem .7rem}
.heat td{border-radius:.35rem;background:var(--panel)}
.heat caption{padding-left:3px}
.heat thead th{padding-bottom:.2rem}
.heat th[scope=row]{vertical-align:middle;font-weight:600;padding-left:3px}
.heat b{display:block;font-weight:600}
.heat span{font-size:.85rem}
.g3{background:var(--g3)!important}.g2{background:var(--g2)!important}.g1{background:var(--g1)!important}
.b1{background:var(--b1)!important}.b2{background:var(--b2)!important}.b3{background:var(--b3)!important}
.bar{display:block;height:.5rem;width:var(--w);min-width:2px;background:var(--accent);border-radius:1px;margin:.3rem 0 .15rem auto}
details{margin:.5rem 0 1rem}
summary{cursor:pointer;color:var(--accent);font-size:.95rem;padding:.15rem 0}
details>:not(summary){margin-left:1.05rem}
details>table{width:calc(100% - 1.05rem)}
td details{margin:0}td summary{padding:0}td details>:not(summary){margin:.4rem 0 0}
.technical>:not(summary){color:var(--soft);font-size:.9rem}
.people b,.sub b{color:var(--ink);font-weight:600}
.people{padding:0;margin:.4rem 0 0;list-style:none;font-size:.9rem;color:var(--soft)}
.entries{padding:0;list-style:none;max-width:none}
.entries{display:grid;grid-template-columns:1fr 1fr;gap:0 2rem}
.entries>li{border-top:1px solid var(--line);padding:1rem 0 .35rem}
.entries p{margin-bottom:.35rem}
.picks{padding-left:1.3rem;margin:.25rem 0 .5rem}
.picks li{padding:.1rem 0}
.picks li::marker{color:var(--soft)}
footer{margin-top:3rem;padding-bottom:4rem}
footer>p:last-child{color:var(--soft);font-size:.9rem;margin-top:2rem}
@media (max-width:46rem){.tiles{grid-template-columns:1fr 1fr}.pair,.three,.cards,.entries{grid-template-columns:1fr}.three p{min-height:0}}
@media (max-width:36rem){
header,main,footer,nav{padding:0 1rem}header{padding-top:2rem}
h1{font-size:1.85rem}h2{font-size:1.4rem}.lead{font-size:1.08rem}
section{padding-top:1.75rem;margin-top:2rem}
.tiles{gap:.5rem}.tiles>div{padding:.75rem .8rem}.tiles dd{font-size:1.35rem}
nav ol{columns:1}.wide{display:none}.narrow{display:block}
.three svg{max-width:20rem}
.heat{table-layout:auto}.heat td,.heat th{padding:.45rem .4rem}.heat td{width:25%}.heat span{font-size:.8rem}.heat th .mark{display:block}
table{font-size:.92rem}
.stack thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.stack,.stack tbody,.stack caption{display:block}
.stack tr{display:grid;grid-template-columns:1fr 1fr;gap:.35rem 1rem;border-bottom:1px solid var(--line);padding:.65rem 0}
.stack th,.stack td{display:block;padding:0!important;border:0;text-align:left}
.stack th[scope=row]{grid-column:1/-1;font-weight:600}
.stack th .sub{font-weight:400}
.stack td:has([open]){grid-column:1/-1}
.stack td:empty{display:none}
.stack td::before{content:attr(data-label);display:block;color:var(--soft);font-size:.82rem}
}
@media print{
@page{margin:16mm 14mm}
:root{color-scheme:light;font-size:9.5pt}
body{font-size:1rem}header{padding-top:0}header,main,footer,nav{max-width:none;padding:0}
nav{display:none}
h2,h3,caption,thead{break-after:avoid}
.heat,.lead{break-inside:avoid}
figure,.cards>li,tr,.tiles,.entries>li{break-inside:avoid}
section{margin-top:1.5rem;padding-top:1.25rem}
.entries{display:block;columns:2;column-gap:2rem}
.technical::details-content{content-visibility:visible;block-size:auto}
summary{color:var(--soft);list-style:none}
a{color:inherit;text-decoration:none}
}`;
