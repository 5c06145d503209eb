"""What is measured about dashboards."""
