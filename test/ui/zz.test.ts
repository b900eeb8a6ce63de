import { openVsCode } from './support/open-vscode';
for (const version of ['1.100','1.139'] as const) {
it('walk '+version,async function(){this.timeout(90000);
const v=await openVsCode({version,folder:'/tmp/a/folder',extensionPath:'/tmp/a/ext'});
const state=async(n:string)=>{await v.page.waitForTimeout(1500);console.log(version,n,await v.walkthroughStep('First step').locator('.codicon-getting-started-step-checked').count());};
try{await v.command('Say Hello');await v.command('Trivial: Open'); await state('set before open'); await v.command('Toggle'); await state('toggled');}finally{await v.close()}
const w=await openVsCode({version,folder:'/tmp/a/folder',extensionPath:'/tmp/a/ext',env:{TRIV_EARLY:'1'}});
const state2=async(n:string)=>{await w.page.waitForTimeout(1500);console.log(version,n,await w.walkthroughStep('First step').locator('.codicon-getting-started-step-checked').count());};
try{await w.command('Trivial: Open'); await state2('set at activation'); await w.command('Toggle'); await state2('toggled');
 await w.page.reload(); await w.waitUntilReady(); await w.command('Trivial: Open'); await state2('after reload');}finally{await w.close()}
});
}
