using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace SampleService.Infrastructure;

/// <summary>Stores instants as a number in SQLite, which can't order them as text.</summary>
public sealed class UtcTicks()
    : ValueConverter<DateTimeOffset, long>(value => value.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
