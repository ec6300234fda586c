"""LangChain counts by a vocabulary that it would fetch; LiteLLM brings a copy, and nothing here asks the network."""

import os
import sysconfig

os.environ["TIKTOKEN_CACHE_DIR"] = os.path.join(
    sysconfig.get_paths()["purelib"], "litellm", "litellm_core_utils", "tokenizers"
)
