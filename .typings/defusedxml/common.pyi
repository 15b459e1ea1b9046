class DefusedXmlException(ValueError): ...  # noqa: N818
