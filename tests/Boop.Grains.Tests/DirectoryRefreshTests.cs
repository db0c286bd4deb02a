using Boop.Contexts;
using Boop.Grains.Directory;
using Boop.Grains.Recognition;
using Boop.Storage;
using Boop.Testing;
using Microsoft.Extensions.Logging;

namespace Boop.Grains.Tests;

/// <summary>Whatever the directory holds, the node goes on looking at it.</summary>
public sealed class DirectoryRefreshTests
{
    private const int UnreadableEvent = 3003;

    [Fact]
    public async Task A_directory_that_cannot_be_understood_is_logged_and_followed_again_once_it_can()
    {
        using CheckedLogs logs = new();
        logs.Expect(UnreadableEvent);
        SteppingTime time = new(new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero));
        FakeStore store = new(time);
        VendorRecord shop = new(VendorId.Parse("ven_shop"), "Shop", "USD");
        VendorRecord club = new(VendorId.Parse("ven_club"), "Club", "USD");
        store.Vendors.Add(shop);
        DirectoryCache directory = new();
        using DirectoryRefresh refresh = new(
            store, directory, new PalmGallery(TaskScheduler.Default), time, logs.CreateLogger<DirectoryRefresh>());
        await refresh.StartAsync(TestContext.Current.CancellationToken);

        store.Vendors.Add(shop);
        await PassAsync(time, () => directory.IsStale, "the directory was found unreadable");
        logs.Entries.ShouldContain(entry => entry.Level == LogLevel.Error && entry.EventId == UnreadableEvent);
        directory.FindVendor(shop.Id).ShouldBe(shop, "what was known stays in use");

        store.Vendors[1] = club;
        await PassAsync(time, () => directory.FindVendor(club.Id) is not null, "the directory was read again");
        directory.IsStale.ShouldBeFalse();
        await refresh.StopAsync(TestContext.Current.CancellationToken);
    }

    private static Task PassAsync(SteppingTime time, Func<bool> condition, string what) => Eventually.BecomesTrueAsync(
        () =>
        {
            time.Advance(TimeSpan.FromMilliseconds(500));
            return condition();
        },
        what);
}
