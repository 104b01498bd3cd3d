namespace BackendAgents.Coordination.Reports;

/// <summary>How the page looks: light or dark as the reader's system is, one column on a phone.</summary>
internal static class ReportStyle
{
    public const string Css = """
        :root{color-scheme:light dark;--text:#1c2430;--soft:#5b6675;--line:#dfe4ea;--back:#fff;--box:#f5f7fa;--link:#1f5fbf;
        --ok:#1a7f4b;--bad:#b3261e;--wait:#8f5200;--make:#3267b5;--ask:#c77700;--seen:#2a8c8c;--none:#8a93a1}
        @media (prefers-color-scheme:dark){:root{--text:#e4e8ee;--soft:#a0aab8;--line:#343c48;--back:#14181e;--box:#1e242d;--link:#7fb0f5;
        --ok:#5cc98d;--bad:#f2877f;--wait:#e0a458;--make:#6d9be0;--ask:#e0a458;--seen:#5cbcbc;--none:#768090}}
        *{box-sizing:border-box}
        body{font:16px/1.5 system-ui,sans-serif;color:var(--text);background:var(--back);max-width:1100px;margin:0 auto;padding:1rem;
        overflow-wrap:break-word}
        h1{font-size:1.6rem;margin:.5rem 0}h2{font-size:1.25rem;margin:2.2rem 0 .5rem;scroll-margin-top:3rem}
        h3{font-size:1rem;margin:1rem 0 .3rem}a{color:var(--link)}
        .ok{color:var(--ok)}.bad{color:var(--bad)}.wait{color:var(--wait)}.quiet{color:var(--soft)}
        .badge{font-size:.9rem;font-weight:600;border:2px solid;border-radius:1rem;padding:.1rem .7rem;vertical-align:middle}
        .end{font-size:1.05rem}
        .figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(9.5rem,1fr));gap:.6rem;padding:0;list-style:none}
        .figures a{display:block;height:100%;background:var(--box);border:1px solid var(--line);border-radius:6px;padding:.5rem .8rem;
        color:inherit;text-decoration:none}.figures strong{display:block;font-size:1.3rem}.figures span{color:var(--soft);font-size:.9rem}
        nav{position:sticky;top:0;z-index:1;display:flex;gap:1.1rem;overflow-x:auto;white-space:nowrap;background:var(--back);
        border-bottom:1px solid var(--line);padding:.5rem 0;margin-top:1rem}
        .missing{border:2px solid var(--wait);border-radius:6px;padding:.2rem 1rem .6rem;margin:1rem 0}.missing h2{margin-top:.6rem}
        .cards{columns:15rem;column-gap:.8rem}.card{break-inside:avoid;border:1px solid var(--line);border-radius:6px;
        padding:.1rem .9rem .5rem;margin-bottom:.8rem}.card h3{margin:.5rem 0 .2rem}
        .card ul{margin:0;padding:0;list-style:none}.card li{padding:.1rem 0;overflow-wrap:anywhere}
        blockquote{border-left:3px solid var(--line);margin:1rem 0;padding:.2rem 1rem;white-space:pre-wrap;color:var(--soft);
        max-height:16rem;overflow-y:auto}
        table{border-collapse:collapse;width:100%}
        th,td{text-align:left;vertical-align:top;padding:.35rem .6rem;border-bottom:1px solid var(--line)}
        th{color:var(--soft);font-weight:600;white-space:nowrap}
        pre{white-space:pre-wrap;overflow-wrap:anywhere;background:var(--box);padding:.6rem;font-size:13px;border-radius:4px}
        .command{border-left:3px solid var(--make);user-select:all}
        summary{cursor:pointer;padding:.15rem 0}details ul{margin:.2rem 0;padding-left:1.3rem}
        .wide{overflow-x:auto;border:1px solid var(--line);border-radius:6px;background:var(--box)}
        .drawing rect{fill:var(--back);stroke:var(--soft)}.drawing .own{stroke:var(--make);stroke-width:2}
        .drawing text{font:13px system-ui,sans-serif;fill:var(--text)}.drawing .name{font-weight:600}
        .drawing .about{font-size:11px;fill:var(--soft)}.drawing .type{fill:var(--soft);text-anchor:end}
        .drawing path{fill:none;stroke:var(--soft);stroke-width:1.4}
        .row{display:grid;grid-template-columns:12rem 1fr;gap:.6rem;align-items:center;margin:.25rem 0}
        .track{position:relative;height:1.1rem;background:var(--box);border-radius:3px}
        .bar{position:absolute;top:0;bottom:0;min-width:3px;border-radius:3px}
        .make{background:var(--make)}.review{background:var(--ok)}.asked{background:var(--ask)}.failed{background:var(--bad)}
        .passed{background:var(--seen)}.notrun{background:var(--none)}
        @media (max-width:640px){body{padding:.7rem;font-size:15px}.row{grid-template-columns:1fr;gap:.1rem}
        .figures{grid-template-columns:1fr 1fr}thead{display:none}tr{display:block;border-bottom:1px solid var(--line);padding:.3rem 0}
        td{display:block;border:0;padding:.1rem 0;overflow-wrap:anywhere}
        td[data-of]::before{content:attr(data-of) ": ";color:var(--soft)}}
        """;
}
