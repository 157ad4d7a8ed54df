"""all-MiniLM-L6-v2: fetched once, turned into a small ONNX model, read by ONNX Runtime. The guide works without it."""
