"""How static files are named and kept: a hash in each name, and in each import between our modules."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class ModuleStorage(CompressedManifestStaticFilesStorage):
    """Rewrites `import … from "./x.js";` too. Django sees only lines that end in a semicolon (a test checks all)."""

    support_js_module_import_aggregation = True
