using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using SampleService.Infrastructure;

namespace SampleService.Tests;

/// <summary>Values and requests for tests.</summary>
internal static class Sample
{
    private static int s_counter;

    /// <summary>How many call at once in tests of that; the environment variable TEST_CALLERS names another number.</summary>
    public static int Callers =>
        int.TryParse(Environment.GetEnvironmentVariable("TEST_CALLERS"), NumberStyles.None, CultureInfo.InvariantCulture, out var callers)
            ? callers
            : 8;

    /// <summary>How many instances do at once what one of them is to do: a few, or as many as TEST_CALLERS names.</summary>
    public static int Instances => Environment.GetEnvironmentVariable("TEST_CALLERS") is null ? 4 : Callers;

    /// <summary>A number that no test had before.</summary>
    public static int Next() => Interlocked.Increment(ref s_counter);

    public static string Text(string word, int n, int least, int most)
    {
        var number = n == 0 ? "" : n.ToString(CultureInfo.InvariantCulture);
        var text = word.Length + number.Length > most ? word[..Math.Max(0, most - number.Length)] + number : word + number;
        text = text.Length > most ? text[^most..] : text;
        return text.PadLeft(least, 'x');
    }

    public static string Date(int order, int n) =>
        new DateOnly(2030, 1, 15).AddDays(order + (n * 7)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Time(int order) => new TimeOnly(9, 0).AddHours(order).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    public static string Instant(int order, int n) =>
        new DateTime(2030, 1, 15, 9, 0, 0, DateTimeKind.Utc)
            .AddHours(order)
            .AddDays(n)
            .ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <summary>A date so many days after another as requests carry them, or an instant so many minutes after.</summary>
    public static object? Later(object? value, int by) =>
        value is not string text ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date.AddDays(by).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        : DateTimeOffset
            .Parse(text, CultureInfo.InvariantCulture)
            .AddMinutes(by)
            .UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <summary>A text of a shape: # becomes a digit, ^ a capital, ~ a small letter, counting up from the end.</summary>
    public static string Shape(string shape, int n)
    {
        var filled = shape.ToCharArray();
        for (var i = filled.Length - 1; i >= 0; i--)
        {
            var (first, count) = filled[i] switch
            {
                '#' => ('0', 10),
                '^' => ('A', 26),
                '~' => ('a', 26),
                _ => ('\0', 0),
            };
            if (count == 0)
                continue;
            filled[i] = (char)(first + (n % count));
            n /= count;
        }

        return new string(filled);
    }

    /// <summary>A value as a query carries it.</summary>
    public static string Query(object? value) =>
        Uri.EscapeDataString(
            value switch
            {
                Enum name => JsonNamingPolicy.CamelCase.ConvertName(name.ToString()),
                bool truth => truth ? "true" : "false",
                DateTimeOffset at => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture),
                DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                TimeOnly time => time.ToString("HH:mm:ss", CultureInfo.InvariantCulture),
                IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
                _ => value?.ToString() ?? "",
            }
        );

    /// <summary>Sends a request, with a JSON body and an If-Match header where they are given.</summary>
    public static async Task<HttpResponseMessage> SendAsync(
        this HttpClient client,
        string method,
        string path,
        object? body = null,
        string? ifMatch = null
    )
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path)
        {
            Content = body is null ? null : JsonContent.Create(body),
        };
        if (ifMatch is not null)
            request.Headers.IfMatch.Add(EntityTagHeaderValue.Parse(ifMatch));
        return await client.SendAsync(request);
    }

    /// <summary>The body of an answer as JSON.</summary>
    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage response) =>
        JsonElement.Parse(await response.Content.ReadAsStringAsync());

    /// <summary>The ids of the rows of a page.</summary>
    public static async Task<Guid[]> IdsAsync(this HttpResponseMessage response) =>
        [.. (await response.JsonAsync()).GetProperty("items").EnumerateArray().Select(static item => item.GetProperty("id").GetGuid())];

    /// <summary>
    /// Asserts a status, showing the body when it is another; a refusal names itself by a code, the one that is given or its status's.
    /// </summary>
    public static async Task AssertStatusAsync(this HttpResponseMessage response, int expected, string? code = null)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.That((int)response.StatusCode, Is.EqualTo(expected), body);
        if (expected >= 400)
            Assert.That(JsonElement.Parse(body).GetProperty("code").GetString(), Is.EqualTo(code ?? Problems.CodeOf(expected)), body);
    }

    /// <summary>Asserts that a request is refused, and that the answer names what is wrong with it.</summary>
    public static async Task AssertNamesAsync(this HttpResponseMessage response, string name)
    {
        await response.AssertStatusAsync(400);
        Assert.That((await response.JsonAsync()).GetProperty("errors").TryGetProperty(name, out _), Is.True);
    }
}
