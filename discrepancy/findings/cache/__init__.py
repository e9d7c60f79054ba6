"""The cache: results, syntax trees and outputs of earlier runs. Safe to delete: output is the same."""
