"""Employees, departments and roles."""
