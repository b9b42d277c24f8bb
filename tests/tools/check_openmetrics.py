"""Reads an OpenMetrics page on the standard input with the strict parser of Prometheus's Python client, and prints how much it holds."""
import sys

from prometheus_client.openmetrics.parser import text_string_to_metric_families

families = list(text_string_to_metric_families(sys.stdin.read()))
exemplars = [sample.exemplar for family in families for sample in family.samples if sample.exemplar]
print(len(families), sum(len(family.samples) for family in families), len(exemplars))
