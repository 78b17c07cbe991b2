package io.weir.training.report;

/**
 * How the page looks: black on white or white on black as the reader prefers, and always dark on white on paper. Blue and
 * orange, which the colour-blind tell apart, and shape or place beside them.
 */
final class Style {

    private static final String LIGHT = """
            --paper: #ffffff; --ink: #1c2430; --soft: #55606d; --rule: #c4cbd3; --grid: #e8ebee; --tint: #f5f7f9;
            --blue: #0b62a8; --orange: #c2560c; --grey: #a9b2bc; --warn: #fff4e5;""";

    private static final String DARK = """
            --paper: #14181d; --ink: #e6e9ed; --soft: #a3aeba; --rule: #46505b; --grid: #272e36; --tint: #1b2127;
            --blue: #6cb2eb; --orange: #f0a35a; --grey: #66717d; --warn: #33281a;""";

    static final String CSS = """
            :root { color-scheme: light dark; LIGHT }
            @media (prefers-color-scheme: dark) { :root { DARK } }
            * { box-sizing: border-box; }
            body { margin: 0 auto; max-width: 1180px; padding: 32px 20px 64px;
              background: var(--paper); color: var(--ink);
              font: 16px/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
            h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 8px; }
            h2 { font-size: 1.3rem; margin: 48px 0 12px; padding-top: 16px; border-top: 1px solid var(--rule); }
            h3 { font-size: 1rem; margin: 0 0 6px; }
            p { margin: 0 0 12px; max-width: 46rem; }
            .summary, figcaption, caption, .note, .figure span { color: var(--soft); }
            .summary { font-size: 1.05rem; }
            nav { display: flex; flex-wrap: wrap; gap: 4px 18px; margin: 16px 0 0; }
            a { color: var(--blue); }
            .pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 480px), 1fr)); gap: 28px; }
            .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 12px;
              margin: 0 0 24px; }
            .figure { background: var(--tint); border-radius: 6px; padding: 12px 14px; }
            .figure b { display: block; font-size: 1.45rem; line-height: 1.25; font-variant-numeric: tabular-nums; }
            .figure span { display: block; font-size: .85rem; line-height: 1.35; }
            figure { margin: 0; min-width: 0; }
            .pair figure { max-width: 640px; }
            .pair, .pair + div { margin-bottom: 24px; }
            svg { display: block; width: 100%; height: auto;
              font: 11.5px system-ui, "Segoe UI", Roboto, Arial, sans-serif; }
            .wide { overflow-x: auto; }
            .wide svg { min-width: 760px; }
            figcaption { font-size: .9rem; margin-top: 6px; max-width: 46rem; }
            .note { background: var(--tint); border-radius: 6px; padding: 12px 14px; }
            .warnings { background: var(--warn); border-left: 4px solid var(--orange); margin: 0; padding: 12px 14px 12px 34px;
              max-width: 46rem; }
            table { border-collapse: collapse; min-width: min(100%, 30rem); font-size: .92rem; font-variant-numeric: tabular-nums; }
            caption { text-align: left; font-size: .9rem; padding-bottom: 6px; }
            th, td { text-align: left; padding: 5px 18px 5px 0; border-bottom: 1px solid var(--grid); vertical-align: top; }
            thead th { border-bottom-color: var(--rule); }
            tbody th { font-weight: 400; }
            .number { text-align: right; }
            .chosen-row { font-weight: 600; }
            .chosen-row th { font-weight: 600; }
            code { font: .86em ui-monospace, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
            .scroll { overflow-x: auto; margin: 24px 0; }
            h3 + .scroll { margin-top: 0; }
            .grid { stroke: var(--grid); stroke-width: 1; }
            .rule { stroke: var(--rule); stroke-width: 1; }
            .drop { stroke: var(--soft); stroke-width: 1; stroke-dasharray: 2 3; }
            .reference { stroke: var(--soft); stroke-width: 1.2; stroke-dasharray: 5 4; fill: none; }
            .limit { stroke: var(--orange); stroke-width: 1.5; stroke-dasharray: 7 4; fill: none; }
            .curve { stroke: var(--blue); stroke-width: 2; fill: none; stroke-linejoin: round; }
            .curve-fraud { stroke: var(--orange); stroke-width: 2; fill: none; stroke-dasharray: 6 2; }
            .area { fill: var(--blue); fill-opacity: .16; }
            .area-fraud { fill: var(--orange); fill-opacity: .2; }
            .whisker { stroke: var(--blue); stroke-width: 1.6; }
            .dot { fill: var(--blue); }
            .bar { fill: var(--blue); }
            .bar-other { fill: var(--grey); }
            .bar-empty { fill: var(--tint); stroke: var(--rule); stroke-dasharray: 3 3; }
            .mark-chosen { fill: var(--orange); stroke: var(--paper); stroke-width: 1.5; }
            .mark-other { fill: var(--paper); stroke: var(--ink); stroke-width: 1.6; }
            text { fill: var(--ink); }
            .tick { fill: var(--soft); }
            .axis { fill: var(--soft); }
            .label { paint-order: stroke; stroke: var(--paper); stroke-width: 4px; stroke-linejoin: round; }
            .chosen { font-weight: 600; }
            @media print { :root { color-scheme: light; LIGHT }
              body { padding: 0; max-width: none; font-size: 10.5pt; }
              nav { display: none; }
              h2 { margin-top: 24px; break-after: avoid; }
              .pair { display: block; }
              .pair figure { max-width: 13cm; }
              .pair > * { margin-bottom: 18px; }
              .wide svg { min-width: 0; }
              figure, table, .figure, .warnings { break-inside: avoid; }
              * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
            """.replace("LIGHT", LIGHT).replace("DARK", DARK);

    private Style() {}
}
