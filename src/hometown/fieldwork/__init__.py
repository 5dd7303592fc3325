"""What officers did and whom they met: visits, studies, conferences, duty, events."""
