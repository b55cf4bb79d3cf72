"""The page asks for all of its modules at once."""

import re
from pathlib import Path

from web.map import SCRIPT, page
from web.modules import modules_of


def test_a_module_brings_all_that_it_imports(tmp_path):
    scripts = {
        "page.js": 'import {a} from "./a.js";\nimport * as b from "./vendor/b.js";\n',
        "a.js": 'import {\n  one,\n  two,\n} from "./c.js";\nexport {x} from "./page.js";\n',
        "c.js": "import './d.js';\n// from './not.js'\n",
        "d.js": "",
        "vendor/b.js": "",
    }
    for name, text in scripts.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    assert set(modules_of(tmp_path / "page.js")) == set(scripts)


def test_the_page_names_every_module_it_will_need():
    html = page(nonce="x")
    named = re.findall(r'<link rel="modulepreload" href="/static/[0-9a-f]{12}/([^"]+)">', html)
    assert set(named) == set(modules_of(SCRIPT))
    assert named[0] == "first.js"  # what asks the server is wanted first
    assert "page.js" in named
    assert all((Path(SCRIPT).parent / name).is_file() for name in named)
