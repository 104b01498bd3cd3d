using System.Text.Json;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace SampleService.Infrastructure;

/// <summary>Stores an enum as the text that the API writes, so that the database reads well and values can be added at any place.</summary>
public sealed class EnumText<TEnum>()
    : ValueConverter<TEnum, string>(
        value => JsonNamingPolicy.CamelCase.ConvertName(value.ToString()),
        text => Enum.Parse<TEnum>(text, true)
    )
    where TEnum : struct, Enum;
