// Has ews-javascript-api, a client that is not ours, work with the simulated Exchange.
//
// usage: NODE_PATH=.../node_modules NODE_EXTRA_CA_CERTS=sim.pem node ews_javascript_api_check.js < sim.json
//
// Standard input is the line of JSON that the simulator prints on start; the first of its mailboxes is used and left as it was
// found. TLS is verified. One line per check; the last line is "EwsJavaScriptApi: N passed, N failed, N skipped".
const assert = require('assert');
const ews = require('ews-javascript-api');

const simulator = JSON.parse(require('fs').readFileSync(0, 'utf8').split('\n')[0]);
const mailbox = simulator.mailboxes[0];
const calendar = new ews.FolderId(ews.WellKnownFolderName.Calendar);
const marker = new ews.ExtendedPropertyDefinition(new ews.Guid('a892b3d0-1b56-42ba-9438-cb0b655724c6'), 'AllSolutionsLinkId', ews.MapiPropertyType.String);
const recurring = new ews.ExtendedPropertyDefinition(ews.DefaultExtendedPropertySet.Appointment, 0x8223, ews.MapiPropertyType.Boolean);
const subject = new ews.ExtendedPropertyDefinition(0x0037, ews.MapiPropertyType.String);

function signIn(user = mailbox, password = simulator.password, version = ews.ExchangeVersion.Exchange2013_SP1) {
    const service = new ews.ExchangeService(version, ews.TimeZoneInfo.Utc);
    service.Url = new ews.Uri(simulator.url);
    service.Credentials = new ews.WebCredentials(simulator.account, password);
    service.ImpersonatedUserId = new ews.ImpersonatedUserId(ews.ConnectingIdType.SmtpAddress, user);
    return service;
}

const service = signIn();
const at = (day, hour) => new ews.DateTime(Date.UTC(2027, 2, day, hour));
const utc = (time) => time.ToISOString ? time.ToISOString() : time.MomentDate.toISOString();

async function newAppointment(title, day = 1, change = () => {}) {
    const item = new ews.Appointment(service);
    item.Subject = title;
    item.Start = at(day, 10);
    item.End = at(day, 11);
    change(item);
    await item.Save(calendar, ews.SendInvitationsMode.SendToNone);
    return item;
}

function read(id, ...properties) {
    return ews.Appointment.Bind(service, id, new ews.PropertySet(ews.BasePropertySet.FirstClassProperties, properties));
}

async function code(action) {
    try {
        await action();
    } catch (error) {
        // An error of one item, or a fault of the whole request.
        return error.HttpStatusCode === 401 ? '401' : ews.ServiceError[error.faultCode ? error.responseCode : error.ErrorCode] ?? error.message;
    }
    return 'none';
}

const checks = {
    async 'TLS is verified'() {
        const { execFileSync } = require('child_process');
        const env = { ...process.env, NODE_EXTRA_CA_CERTS: '' };
        const script = `require('https').get(${JSON.stringify(simulator.url)}).on('error', e => console.log(e.code))`;
        assert.match(execFileSync(process.execPath, ['-e', script], { env, encoding: 'utf8' }), /SELF_SIGNED|UNABLE_TO_VERIFY|DEPTH_ZERO/);
    },

    async 'a wrong password is refused'() {
        assert.strictEqual(await code(() => ews.Folder.Bind(signIn(mailbox, 'wrong'), ews.WellKnownFolderName.Calendar)), '401');
    },

    async 'an unknown mailbox is refused'() {
        assert.strictEqual(await code(() => ews.Folder.Bind(signIn('nobody@contoso.test'), ews.WellKnownFolderName.Calendar)), 'ErrorNonExistentMailbox');
    },

    async 'the version is known'() {
        await ews.Folder.Bind(service, ews.WellKnownFolderName.Calendar);
        assert.strictEqual(service.ServerInfo.MajorVersion, 15);
    },

    async 'folders are listed'() {
        const found = await service.FindFolders(ews.WellKnownFolderName.MsgFolderRoot, Object.assign(new ews.FolderView(100), { Traversal: ews.FolderTraversal.Deep }));
        const names = found.Folders.map((folder) => folder.DisplayName);
        for (const name of ['Calendar', 'Tasks', 'Contacts', 'Inbox', 'Outbox', 'Deleted Items']) assert(names.includes(name), names.join());
    },

    async 'an appointment is created and read back'() {
        const made = await newAppointment('  Overleg é€ ', 1, (item) => {
            item.Body = new ews.TextBody('een\ntwee');
            item.Location = 'Zaal 1';
            item.Categories.Add('rood');
            item.SetExtendedProperty(marker, 'link-1');
        });
        const item = await read(made.Id, marker, subject, recurring);
        assert.deepStrictEqual([item.Subject, item.Location, utc(item.Start), utc(item.End)], ['Overleg é€', 'Zaal 1', '2027-03-01T10:00:00.000Z', '2027-03-01T11:00:00.000Z']);
        assert(item.Body.Text.startsWith('een\r\ntwee') || item.Body.Text.startsWith('een\ntwee'), item.Body.Text);
        assert.strictEqual(item.IsRecurring, false);
        const extended = Object.fromEntries(item.ExtendedProperties.Items.map((property) => [property.PropertyDefinition.Name || property.PropertyDefinition.Tag || property.PropertyDefinition.Id, String(property.Value)]));
        assert.deepStrictEqual(extended, { AllSolutionsLinkId: 'link-1', 55: 'Overleg é€', 33315: 'false' });
        await item.Delete(ews.DeleteMode.HardDelete, ews.SendCancellationsMode.SendToNone);
    },

    async 'the zone of an appointment is read'() {
        const made = await newAppointment('zone', 1, (item) => { item.StartTimeZone = ews.TimeZoneInfo.FindSystemTimeZoneById('W. Europe Standard Time'); });
        const item = await ews.Appointment.Bind(service, made.Id, new ews.PropertySet(ews.BasePropertySet.IdOnly, [ews.AppointmentSchema.StartTimeZone, ews.AppointmentSchema.EndTimeZone, ews.AppointmentSchema.Start]));
        assert.strictEqual(item.StartTimeZone.Id, 'W. Europe Standard Time');
        await item.Delete(ews.DeleteMode.HardDelete, ews.SendCancellationsMode.SendToNone);
    },

    async 'an appointment is found by its marker, and in a view'() {
        const made = await newAppointment('gezocht', 2, (item) => item.SetExtendedProperty(marker, 'link-2'));
        const found = await service.FindItems(calendar, new ews.SearchFilter.IsEqualTo(marker, 'link-2'), new ews.ItemView(10));
        assert.deepStrictEqual(found.Items.map((item) => item.Id.UniqueId), [made.Id.UniqueId]);
        const view = await service.FindAppointments(ews.WellKnownFolderName.Calendar, new ews.CalendarView(at(2, 0), at(3, 0)));
        assert(view.Items.some((item) => item.Id.UniqueId === made.Id.UniqueId));
        await made.Delete(ews.DeleteMode.HardDelete, ews.SendCancellationsMode.SendToNone);
    },

    async 'an appointment is updated in each way of resolving'() {
        for (const mode of ['NeverOverwrite', 'AutoResolve', 'AlwaysOverwrite']) {
            const made = await newAppointment('oud', 3);
            const item = await read(made.Id);
            item.Subject = mode;
            item.Start = at(3, 14);
            item.End = at(3, 15);
            await item.Update(ews.ConflictResolutionMode[mode], ews.SendInvitationsOrCancellationsMode.SendToNone);
            const now = await read(made.Id);
            assert.deepStrictEqual([now.Subject, utc(now.Start), utc(now.End)], [mode, '2027-03-03T14:00:00.000Z', '2027-03-03T15:00:00.000Z']);
            await now.Delete(ews.DeleteMode.HardDelete, ews.SendCancellationsMode.SendToNone);
        }
    },

    async 'a stale version is not overwritten'() {
        const made = await newAppointment('oud', 4);
        const [mine, theirs] = [await read(made.Id), await read(made.Id)];
        theirs.Subject = 'van hen';
        await theirs.Update(ews.ConflictResolutionMode.NeverOverwrite, ews.SendInvitationsOrCancellationsMode.SendToNone);
        mine.Subject = 'van mij';
        assert.strictEqual(await code(() => mine.Update(ews.ConflictResolutionMode.NeverOverwrite, ews.SendInvitationsOrCancellationsMode.SendToNone)), 'ErrorIrresolvableConflict');
        await theirs.Delete(ews.DeleteMode.HardDelete, ews.SendCancellationsMode.SendToNone);
    },

    async 'an end before the start is refused'() {
        assert.strictEqual(await code(() => newAppointment('achterstevoren', 4, (item) => { item.End = at(3, 9); })), 'ErrorCalendarEndDateIsEarlierThanStartDate');
    },

    async 'changes are synchronised'() {
        const sync = (state) => service.SyncFolderItems(calendar, ews.PropertySet.IdOnly, null, 100, ews.SyncFolderItemsScope.NormalItems, state);
        const { SyncState: before } = await sync(null);
        const made = await newAppointment('erbij', 5);
        let changes = await sync(before);
        assert.deepStrictEqual(changes.GetEnumerator().map((change) => change.ChangeType), [ews.ChangeType.Create]);
        await made.Delete(ews.DeleteMode.MoveToDeletedItems, ews.SendCancellationsMode.SendToNone);
        changes = await sync(changes.SyncState);
        assert.deepStrictEqual(changes.GetEnumerator().map((change) => change.ChangeType), [ews.ChangeType.Delete]);
        const trash = await service.FindItems(ews.WellKnownFolderName.DeletedItems, new ews.SearchFilter.IsEqualTo(ews.ItemSchema.Subject, 'erbij'), new ews.ItemView(10));
        assert.strictEqual(trash.TotalCount, 1);
        await trash.Items[0].Delete(ews.DeleteMode.SoftDelete, ews.SendCancellationsMode.SendToNone);
        assert.strictEqual((await service.FindItems(ews.WellKnownFolderName.DeletedItems, new ews.ItemView(10))).TotalCount, 0);
    },

    async 'an id is converted there and back'() {
        const made = await newAppointment('id', 6);
        const there = await service.ConvertId(new ews.AlternateId(ews.IdFormat.EwsId, made.Id.UniqueId, mailbox), ews.IdFormat.HexEntryId);
        const back = await service.ConvertId(new ews.AlternateId(ews.IdFormat.HexEntryId, there.UniqueId, mailbox), ews.IdFormat.EwsId);
        assert.deepStrictEqual([back.UniqueId, back.Mailbox], [made.Id.UniqueId, mailbox]);
        await made.Delete(ews.DeleteMode.HardDelete, ews.SendCancellationsMode.SendToNone);
    },

    async 'names are resolved'() {
        const found = await service.ResolveName(mailbox);
        assert.strictEqual(found.Count, 1);
    },

    async 'a message is saved and read'() {
        const message = new ews.EmailMessage(service);
        message.Subject = 'proef';
        message.Body = new ews.MessageBody(ews.BodyType.Text, 'tekst');
        await message.Save(new ews.FolderId(ews.WellKnownFolderName.Drafts));
        const readBack = await ews.EmailMessage.Bind(service, message.Id);
        assert.deepStrictEqual([readBack.Subject, readBack.Body.Text.trim()], ['proef', 'tekst']);
        await readBack.Delete(ews.DeleteMode.HardDelete);
    },

    async 'a program of 2007 gets what 2007 knows'() {
        const old = signIn(mailbox, simulator.password, ews.ExchangeVersion.Exchange2007_SP1);
        const made = await newAppointment('oud programma', 7);
        assert.strictEqual((await ews.Appointment.Bind(old, made.Id)).Subject, 'oud programma');
        await made.Delete(ews.DeleteMode.HardDelete, ews.SendCancellationsMode.SendToNone);
    },

    async 'Autodiscover tells the address'() {
        const autodiscover = new ews.AutodiscoverService(new ews.Uri(simulator.url.replace(/\/EWS\/.*/, '/autodiscover/autodiscover.svc')), ews.ExchangeVersion.Exchange2013);
        autodiscover.Credentials = new ews.WebCredentials(simulator.account, simulator.password);
        const settings = await autodiscover.GetUserSettings(mailbox, [ews.UserSettingName.InternalEwsUrl, ews.UserSettingName.ExternalEwsUrl]);
        assert.strictEqual(settings.Settings.get(ews.UserSettingName.ExternalEwsUrl), simulator.url);
    },
};

(async () => {
    let failed = 0;
    for (const [name, check] of Object.entries(checks)) {
        try {
            await check();
            console.log(`ok      ${name}`);
        } catch (error) {
            failed++;
            console.log(`FAILED  ${name}\n${error.stack || error.message || JSON.stringify(error)}`);
        }
    }
    console.log(`EwsJavaScriptApi: ${Object.keys(checks).length - failed} passed, ${failed} failed, 0 skipped`);
    process.exit(failed ? 1 : 0);
})();
