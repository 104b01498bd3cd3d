using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using SampleService.Infrastructure;

namespace SampleService.Tests;

/// <summary>Keys that another service publishes: when they are asked for, and what holds meanwhile.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class PublishedKeysTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly ECDsaSecurityKey _old = TestKeys.Make("old");
    private readonly ECDsaSecurityKey _new = TestKeys.Make("new");
    private readonly ServiceProvider _services;
    private readonly PublishedKeys _keys;
    private string? _published;
    private TaskCompletionSource _hangs = new();
    private int _asked;

    public PublishedKeysTests()
    {
        _published = TestKeys.Document(_old);
        _hangs.SetResult();
        var services = new ServiceCollection();
        services.AddHttpClient(PublishedKeys.Client).ConfigurePrimaryHttpMessageHandler(() => new TestKeys.Issuer(() => Asked()));
        _services = services.BuildServiceProvider();
        _keys = new PublishedKeys(
            _services.GetRequiredService<IHttpClientFactory>(),
            "whole",
            ["http://issuer"],
            _clock,
            NullLogger<PublishedKeys>.Instance
        );
    }

    public void Dispose() => _services.Dispose();

    [Test]
    public async Task They_are_asked_for_once()
    {
        await HoldsAsync(_old);
        _asked = 0;
        for (var call = 0; call < 20; call++)
            Assert.That(await HoldsAsync(_old), Is.True);

        Assert.That(_asked, Is.Zero);
    }

    [Test]
    public async Task A_new_one_is_found_when_a_token_names_it_and_forged_ones_cost_no_more_than_a_question()
    {
        await HoldsAsync(_old);
        _clock.Advance(PublishedKeys.Pause);
        _published = TestKeys.Document(_old, _new);
        _asked = 0;

        Assert.That(await HoldsAsync(_new), Is.True);
        Assert.That(await HoldsAsync(_old), Is.True, "both hold while keys change");
        for (var call = 0; call < 20; call++)
            Assert.That(await HoldsAsync(TestKeys.Make("forged")), Is.False);

        Assert.That(_asked, Is.EqualTo(1));
    }

    [Test]
    public async Task What_is_no_longer_published_holds_no_longer()
    {
        Assert.That(await HoldsAsync(_old), Is.True);
        _published = TestKeys.Document(_new);
        _clock.Advance(PublishedKeys.Age);

        Assert.That(await HoldsAsync(_new), Is.True);
        Assert.That(await HoldsAsync(_old), Is.False);
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("{ \"keys\": [] }")]
    [TestCase("no JSON")]
    public async Task While_nothing_is_published_the_last_ones_hold(string? published)
    {
        await HoldsAsync(_old);
        _published = published;
        _clock.Advance(PublishedKeys.Age);

        for (var call = 0; call < 3; call++)
            Assert.That(await HoldsAsync(_old), Is.True);
        Assert.That(await HoldsAsync(_new), Is.False);
        Assert.That(_keys.AreHere, Is.True);
    }

    [Test]
    public async Task While_the_issuer_hangs_a_forged_token_holds_up_nobody_for_long()
    {
        await HoldsAsync(_old);
        _clock.Advance(PublishedKeys.Pause);
        _asked = 0;
        _hangs = new TaskCompletionSource();

        var forged = HoldsAsync(TestKeys.Make("forged"));
        var good = Enumerable.Range(0, 20).Select(_ => HoldsAsync(_old)).ToList();
        var all = Task.WhenAll([forged, .. good]);
        for (var tries = 0; tries < 500 && !all.IsCompleted; tries++)
        {
            _clock.Advance(PublishedKeys.Patience);
            await Task.Delay(10);
        }

        Assert.That(all.IsCompleted, Is.True, "the issuer has not answered yet");
        Assert.That(await forged, Is.False);
        Assert.That(await Task.WhenAll(good), Is.All.True);
        Assert.That(_asked, Is.EqualTo(1));

        // It ends without keys, and with it the doubt.
        _published = null;
        _hangs.SetResult();
        await HoldsAsync(_old);
        _clock.Advance(PublishedKeys.Pause);
        Assert.That(await HoldsAsync(_old), Is.True);
        Assert.That(_asked, Is.EqualTo(1), "nobody doubts any more");
    }

    [Test]
    public async Task A_key_that_has_the_name_of_another_is_refused() => Assert.That(await HoldsAsync(TestKeys.Make("old")), Is.False);

    [Test]
    public async Task Who_knows_the_public_half_can_sign_nothing_by_it()
    {
        var point = _old.ECDsa.ExportSubjectPublicKeyInfo();
        var secret = new SymmetricSecurityKey(point) { KeyId = "old" };

        Assert.That(await HoldsAsync(new SigningCredentials(secret, SecurityAlgorithms.HmacSha256)), Is.False);
    }

    private async Task<string?> Asked()
    {
        Interlocked.Increment(ref _asked);
        await _hangs.Task;
        return _published;
    }

    private Task<bool> HoldsAsync(ECDsaSecurityKey signer) => HoldsAsync(new SigningCredentials(signer, CheckedTokens.Algorithm));

    private async Task<bool> HoldsAsync(SigningCredentials signer)
    {
        var handler = new JsonWebTokenHandler();
        var token = handler.CreateToken(
            new SecurityTokenDescriptor
            {
                Issuer = "whole",
                Audience = "whole",
                SigningCredentials = signer,
            }
        );
        var found = await handler.ValidateTokenAsync(
            token,
            new TokenValidationParameters
            {
                ValidIssuer = "whole",
                ValidAudience = "whole",
                ValidAlgorithms = [CheckedTokens.Algorithm],
                ConfigurationManager = _keys,
            }
        );
        return found.IsValid;
    }
}
